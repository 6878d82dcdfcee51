package io.tocsin.dsl.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.jspecify.annotations.Nullable;

/** Finds comparisons of values that cannot be equal or ordered, whatever they are. */
final class ComparisonCheck {

  private static final Set<String> NAMES = Set.of("eq", "ne", "gt", "ge", "lt", "le");
  private static final Map<ClassNode, String> KINDS = kinds();

  private ComparisonCheck() {}

  private static Map<ClassNode, String> kinds() {
    Map<ClassNode, String> kinds = new LinkedHashMap<>();
    kinds.put(ClassHelper.make(CharSequence.class), "a text");
    kinds.put(ClassHelper.Number_TYPE, "a number");
    kinds.put(ClassHelper.Boolean_TYPE, "a true or false");
    kinds.put(ClassHelper.make(Duration.class), "a length of time");
    kinds.put(ClassHelper.make(Collection.class), "a list");
    kinds.put(ClassHelper.MAP_TYPE, "a map");
    kinds.put(Ast.EVENT, "the event itself");
    return kinds;
  }

  /** Whether a method stands for a comparison in a rule. */
  static boolean isComparison(MethodNode target) {
    return isOps(target.getDeclaringClass()) && NAMES.contains(target.getName());
  }

  static boolean isComparison(ClassNode receiver, String method) {
    ClassNode owner =
        receiver.getName().equals("java.lang.Class") && receiver.getGenericsTypes() != null
            ? receiver.getGenericsTypes()[0].getType()
            : receiver;
    return isOps(owner) && NAMES.contains(method);
  }

  private static boolean isOps(ClassNode owner) {
    return owner.equals(Ast.OPS) || owner.equals(Ast.METRIC_OPS);
  }

  /**
   * What is wrong with a comparison; null when nothing is. As the first argument of {@link
   * MetricOps} an event stands for its metric.
   */
  static @Nullable String problem(ClassNode owner, String method, ClassNode left, ClassNode right) {
    String a = owner.equals(Ast.METRIC_OPS) ? "a number" : kind(left);
    String b = kind(right);
    boolean ordered = !method.equals("eq") && !method.equals("ne");
    if (a == null || b == null || (a.equals(b) && !(ordered && isUnordered(a)))) {
      return null;
    }
    if (a.equals(b)) {
      return "there is no order among values such as " + a;
    }
    return "comparing " + a + " with " + b + " is never true";
  }

  static String remedy(String problem) {
    if (problem.contains("the event itself")) {
      return "Name the field that is meant; 'it' is the event in a block that runs for each event.";
    }
    if (problem.contains("length of time")) {
      return "time and ttl are numbers of seconds.";
    }
    return problem.contains("a list")
        ? "Write tagged('x') for tags, or value in list."
        : "Compare a number with a number, a text with a text.";
  }

  private static boolean isUnordered(String kind) {
    return kind.equals("a list") || kind.equals("a map") || kind.equals("the event itself");
  }

  /** Null for what may be of several kinds. */
  private static @Nullable String kind(ClassNode type) {
    ClassNode wrapped = ClassHelper.getWrapper(type);
    for (Map.Entry<ClassNode, String> kind : KINDS.entrySet()) {
      ClassNode known = kind.getKey();
      if (wrapped.equals(known)
          || wrapped.isDerivedFrom(known)
          || wrapped.implementsInterface(known)) {
        return kind.getValue();
      }
    }
    return null;
  }
}

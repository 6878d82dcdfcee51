package io.tocsin.dsl.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** What is said of names that stand for nothing where they are written. */
final class UnknownNames {

  /** What is wrong, and how to put it right. */
  record Wrong(String what, String remedy) {}

  static final String NO_EVENT = "' is of an event, and there is none here";

  private static final Set<String> EVENT_WORDS = Set.of("event", "expired");
  private static final String UNITS =
      "Lengths of time: millis, seconds, minutes, hours, days, weeks. Sizes: KB, MB, GB.";

  private static final String LEGAL = "tocsin.legal";
  private static final String SET = "tocsin.set";

  private UnknownNames() {}

  /** The verbs that may stand where a call stands; null when that is not known. */
  static @Nullable Set<String> legal(ASTNode call) {
    return call.getNodeMetaData(LEGAL);
  }

  /** Notes that variables in the value of an option are meant to be of an event. */
  static void noteValue(String option, Expression value) {
    String bare = value instanceof VariableExpression v ? "e." + v.getName() : "…";
    value.visit(
        new CodeVisitorSupport() {
          @Override
          public void visitVariableExpression(VariableExpression v) {
            v.putNodeMetaData(SET, "e.set(" + option + ": " + bare + ")");
          }
        });
  }

  static Wrong variable(ClassNode script, VariableExpression v) {
    String name = v.getName();
    String set = v.getNodeMetaData(SET);
    if (Fields.isField(name) && set != null) {
      return new Wrong(
          "'" + name + NO_EVENT,
          "The values here are the same for all events. Write map { e -> "
              + set
              + " } { … } for one of the event's, or '"
              + name
              + "' in quotes for the text.");
    }
    if (Fields.isField(name)) {
      return new Wrong(
          "'" + name + NO_EVENT,
          "Write '"
              + name
              + "' in quotes to name the field, or read it in a block that runs for each event.");
    }
    if (EVENT_WORDS.contains(name)) {
      return new Wrong(
          "'" + name + NO_EVENT, "It can be read in a block that runs for each event.");
    }
    if (Vocabulary.isVerb(name)) {
      return new Wrong("the verb '" + name + "' stands without its values", VerbCheck.usage(name));
    }
    if (ConstantLift.isLocal(script, name)) {
      return new Wrong(
          "the variable '" + name + "' of this file is not seen here",
          "Functions see a variable that has a type, as in 'int "
              + name
              + " = …', and is never assigned again.");
    }
    Set<String> names = new TreeSet<>(Fields.GETTERS.keySet());
    names.addAll(EVENT_WORDS);
    names.addAll(ConstantLift.constants(script).keySet());
    return new Wrong("unknown name '" + name + "'", Suggestion.remedy(name, names));
  }

  static Wrong field(String name) {
    String near = Suggestion.remedy(name, Fields.GETTERS.keySet());
    return new Wrong(
        "an event has no field '" + name + "'",
        (near.isEmpty() ? "" : near + " ") + "An attribute is read by attr('" + name + "').");
  }

  static Wrong property(ClassNode receiver, String name) {
    ClassNode type = ClassHelper.getWrapper(receiver);
    boolean number = type.isDerivedFrom(ClassHelper.Number_TYPE);
    return new Wrong(
        (number ? "a number" : CompilerMessages.simple(type.getName())) + " has no '" + name + "'",
        number ? UNITS : MethodSuggestion.propertyRemedy(type.getName(), name));
  }

  static Wrong method(ClassNode owner, String name, ClassNode[] types) {
    return new Wrong(
        "no method '"
            + name
            + "' of "
            + CompilerMessages.simple(owner.getName())
            + " that takes ("
            + TypeWords.shown(types)
            + ")",
        MethodSuggestion.remedy(owner.getName(), name));
  }

  /** Notes what may stand where a call stands, for what is said of one that nobody knows. */
  static void note(MethodCallExpression call, Set<String> legal) {
    call.putNodeMetaData(LEGAL, legal);
  }

  /**
   * A function of the file that takes something else, or no function at all.
   *
   * @param legal the verbs that may stand there; null when that is not known
   */
  static Wrong function(
      ClassNode script, String name, ClassNode[] types, @Nullable Set<String> legal) {
    List<MethodNode> known = script.redirect().getDeclaredMethods(name);
    if (!known.isEmpty()) {
      return new Wrong(
          name + ": does not take (" + TypeWords.shown(types) + ")",
          known.stream()
              .map(m -> Arrays.stream(m.getParameters()).map(Parameter::getType))
              .map(p -> TypeWords.shown(p.toArray(ClassNode[]::new)))
              .collect(Collectors.joining(") or (", "It takes (", ").")));
    }
    Set<String> names = new TreeSet<>(legal == null ? Vocabulary.names() : legal);
    if (legal == null) {
      names.addAll(Fields.METHODS);
    }
    for (MethodNode m : script.redirect().getMethods()) {
      if (!m.getName().contains("$") && !m.getName().equals("run") && !m.getName().equals("main")) {
        names.add(m.getName());
      }
    }
    return new Wrong("no verb or function '" + name + "'", Suggestion.remedy(name, names));
  }
}

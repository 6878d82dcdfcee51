package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.FieldName;
import io.tocsin.dsl.verb.Option;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The rule language's part in static type checking: what is wrong is said in the language's own
 * words, with what was probably meant. Inside {@code tests} only names are checked; values there
 * are dynamic, since a probe may hold events or batches.
 */
public final class RuleChecker extends AbstractTypeCheckingExtension {

  /** Between what is wrong and how to put it right, in messages given to the type checker. */
  static final String REMEDY = "\u0001";

  private static final String AN_EVENTS_NAME =
      "It has a meaning in conditions and functions of an event only, as in where { service == 'a' }."
          + " Is a brace missing before it?";

  private static final ClassNode FIELD_NAME = ClassHelper.make(FieldName.class);

  public RuleChecker(StaticTypeCheckingVisitor visitor) {
    super(visitor);
  }

  private void error(String what, String remedy, ASTNode where) {
    addStaticTypeError(what + REMEDY + remedy, where);
  }

  @Override
  public boolean handleUnresolvedVariableExpression(VariableExpression v) {
    Set<String> names = new TreeSet<>(Fields.GETTERS.keySet());
    names.addAll(List.of("event", "expired"));
    if (names.contains(v.getName())) {
      error("there is no event whose '" + v.getName() + "' this could be", AN_EVENTS_NAME, v);
    } else {
      error("unknown name '" + v.getName() + "'", Suggestion.remedy(v.getName(), names), v);
    }
    storeType(v, ClassHelper.OBJECT_TYPE);
    return true;
  }

  @Override
  public boolean handleUnresolvedProperty(PropertyExpression p) {
    if (isInTest(p)) {
      makeDynamic(p, ClassHelper.dynamicType());
      return true;
    }
    ClassNode receiver = getType(p.getObjectExpression());
    String name = String.valueOf(p.getPropertyAsString());
    if (receiver != null && receiver.equals(Ast.EVENT)) {
      String near = Suggestion.remedy(name, Fields.GETTERS.keySet());
      error(
          "an event has no field '" + name + "'",
          (near.isEmpty() ? "" : near + " ") + "An attribute is read by attr('" + name + "').",
          p);
      storeType(p, ClassHelper.OBJECT_TYPE);
      return true;
    }
    return false;
  }

  @Override
  public List<MethodNode> handleMissingMethod(
      ClassNode receiver,
      String name,
      ArgumentListExpression arguments,
      ClassNode[] types,
      MethodCall call) {
    ASTNode place = (ASTNode) call;
    if (isInTest(place) && !receiver.isDerivedFrom(RuleTransform.SCRIPT)) {
      return List.of(makeDynamic(call, ClassHelper.dynamicType()));
    }
    if (isComparison(receiver, name) && types.length == 2) {
      error("cannot compare " + simple(types[0]) + " with " + simple(types[1]), "", place);
      return List.of(makeDynamic(call, ClassHelper.boolean_TYPE));
    }
    if (receiver.isDerivedFrom(RuleTransform.SCRIPT)) {
      if (Vocabulary.isVerb(name)) {
        // A call that does not fit was told by count and options; what is left is types.
        error(
            name + ": does not take (" + shown(types) + ")",
            VerbCheck.usage(name),
            method(call, place));
      } else {
        unknownFunction(receiver, name, method(call, place));
      }
      return List.of(makeDynamic(call, ClassHelper.OBJECT_TYPE));
    }
    return super.handleMissingMethod(receiver, name, arguments, types, call);
  }

  private static ASTNode method(MethodCall call, ASTNode place) {
    return call instanceof org.codehaus.groovy.ast.expr.MethodCallExpression m
        ? m.getMethod()
        : place;
  }

  private void unknownFunction(ClassNode receiver, String name, ASTNode place) {
    Set<String> names = new TreeSet<>(Vocabulary.names());
    names.addAll(Fields.METHODS);
    for (MethodNode m : receiver.redirect().getMethods()) {
      if (!m.getName().contains("$") && !m.getName().equals("run") && !m.getName().equals("main")) {
        names.add(m.getName());
      }
    }
    error("no verb or function '" + name + "'", Suggestion.remedy(name, names), place);
  }

  private static boolean isComparison(ClassNode receiver, String name) {
    boolean ops =
        receiver.equals(Ast.OPS)
            || (receiver.getName().equals("java.lang.Class")
                && receiver.getGenericsTypes() != null
                && receiver.getGenericsTypes()[0].getType().equals(Ast.OPS));
    return ops && Set.of("eq", "ne", "gt", "ge", "lt", "le").contains(name);
  }

  @Override
  public void onMethodSelection(Expression expression, MethodNode target) {
    if (!(expression instanceof MethodCall call)
        || !(call.getArguments() instanceof TupleExpression tuple)) {
      return;
    }
    List<Expression> arguments = tuple.getExpressions();
    if (target.getDeclaringClass().equals(Ast.OPS) && arguments.size() == 2) {
      comparable(target.getName(), arguments, expression);
    }
    fieldNames(target.getParameters(), arguments);
    if (target.getDeclaringClass().getName().startsWith("io.tocsin.dsl.")
        && !arguments.isEmpty()
        && arguments.get(0) instanceof MapExpression options) {
      Vocabulary.Form form = Vocabulary.form(target.getName(), VerbCheck.blocks(arguments), true);
      if (form != null) {
        optionTypes(target.getName(), form, options);
      }
    }
  }

  private void comparable(String name, List<Expression> arguments, Expression place) {
    if (!Set.of("eq", "ne", "gt", "ge", "lt", "le").contains(name)) {
      return;
    }
    ClassNode left = kind(getType(arguments.get(0)));
    ClassNode right = kind(getType(arguments.get(1)));
    if (left != null && right != null && !left.equals(right)) {
      error(
          "comparing " + words(left) + " with " + words(right) + " is never true",
          "Compare a number with a number, a text with a text.",
          place);
    }
  }

  /** String or Number, null for what may be either. The event stands for its metric. */
  private static @Nullable ClassNode kind(ClassNode type) {
    ClassNode wrapped = ClassHelper.getWrapper(type);
    if (wrapped.equals(ClassHelper.STRING_TYPE) || wrapped.equals(ClassHelper.GSTRING_TYPE)) {
      return ClassHelper.STRING_TYPE;
    }
    boolean number = wrapped.isDerivedFrom(ClassHelper.Number_TYPE) || wrapped.equals(Ast.EVENT);
    return number ? ClassHelper.Number_TYPE : null;
  }

  private static String words(ClassNode kind) {
    return kind.equals(ClassHelper.STRING_TYPE) ? "a text" : "a number";
  }

  private void fieldNames(Parameter[] parameters, List<Expression> arguments) {
    for (int i = 0; i < Math.min(arguments.size(), parameters.length); i++) {
      if (!parameters[i].getAnnotations(FIELD_NAME).isEmpty()
          && arguments.get(i) instanceof ConstantExpression c
          && c.getValue() instanceof String name
          && !io.tocsin.event.EventFields.isField(name)
          && !name.startsWith(io.tocsin.event.EventFields.ATTRIBUTE_PREFIX)) {
        String near = Suggestion.remedy(name, io.tocsin.event.EventFields.NAMES);
        error(
            "no event field '" + name + "'",
            (near.isEmpty() ? "" : near + " ") + "An attribute is named 'attr:" + name + "'.",
            c);
      }
    }
  }

  private void optionTypes(String verb, Vocabulary.Form form, MapExpression options) {
    for (MapEntryExpression entry : options.getMapEntryExpressions()) {
      Option option =
          entry.getKeyExpression() instanceof ConstantExpression key
              ? form.options().get(String.valueOf(key.getValue()))
              : null;
      ClassNode type = getType(entry.getValueExpression());
      if (option == null || type == null || Ast.isNull(entry.getValueExpression())) {
        continue;
      }
      if (Arrays.stream(option.type()).noneMatch(wanted -> fits(type, wanted))) {
        String wanted =
            Arrays.stream(option.type())
                .map(RuleChecker::wanted)
                .collect(Collectors.joining(" or "));
        error(
            verb + ": the option '" + option.name() + "' takes " + wanted + ", not " + simple(type),
            VerbCheck.usage(verb),
            entry.getValueExpression());
      }
    }
  }

  private static boolean fits(ClassNode type, Class<?> wanted) {
    ClassNode wrapped = ClassHelper.getWrapper(type);
    if (wrapped.equals(ClassHelper.OBJECT_TYPE)) {
      return true;
    }
    ClassNode target = ClassHelper.make(wanted);
    return wrapped.isDerivedFrom(target)
        || wrapped.implementsInterface(target)
        || (wanted == String.class && wrapped.equals(ClassHelper.GSTRING_TYPE));
  }

  private static String wanted(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Duration" -> "a length of time such as 10.seconds";
      case "Number" -> "a number";
      case "Integer" -> "a whole number";
      case "String" -> "a text";
      case "Boolean" -> "true or false";
      case "List" -> "a list";
      case "Map" -> "a map such as [a: 'b']";
      case "Secret" -> "secret('NAME')";
      case "RuleFunction" -> "a block";
      default -> type.getSimpleName();
    };
  }

  private static String shown(ClassNode[] types) {
    return Arrays.stream(types).map(RuleChecker::simple).collect(Collectors.joining(", "));
  }

  private static String simple(ClassNode type) {
    String name = ClassHelper.getWrapper(type).getNameWithoutPackage();
    return switch (name) {
      case "Closure" -> "block";
      case "RuleFunction" -> "block";
      case "Event" -> "the metric";
      case "LinkedHashMap" -> "options";
      case "ArrayList" -> "List";
      default -> name;
    };
  }

  private boolean isInTest(ASTNode node) {
    ClassNode script = typeCheckingVisitor.getTypeCheckingContext().getEnclosingClassNode();
    while (script != null && script.getOuterClass() != null) {
      script = script.getOuterClass();
    }
    List<int[]> blocks = script == null ? null : script.getNodeMetaData(RuleTransform.TEST_BLOCKS);
    if (blocks == null) {
      return false;
    }
    int line = node.getLineNumber();
    return blocks.stream().anyMatch(b -> line >= b[0] && line <= b[2]);
  }
}

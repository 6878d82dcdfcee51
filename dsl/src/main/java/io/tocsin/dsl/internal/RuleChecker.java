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
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/**
 * The rule language's part in static type checking: what is wrong is said in the language's own
 * words, with what was probably meant. Inside {@code tests} only names are checked; values there
 * are dynamic, since a probe may hold events or batches.
 */
public final class RuleChecker extends AbstractTypeCheckingExtension {

  /** Between what is wrong and how to put it right, in messages given to the type checker. */
  static final String REMEDY = "\u0001";

  private static final String UNITS =
      "Lengths of time: millis, seconds, minutes, hours, days, weeks. Sizes: KB, MB, GB.";
  private static final String WRONG = "tocsin.wrong";
  private static final Set<String> EVENT_WORDS = Set.of("event", "expired");
  private static final ClassNode FIELD_NAME = ClassHelper.make(FieldName.class);

  public RuleChecker(StaticTypeCheckingVisitor visitor) {
    super(visitor);
  }

  private void error(String what, String remedy, ASTNode where) {
    addStaticTypeError(what + REMEDY + remedy, where);
  }

  /** After an error the value may be anything, and what follows from it is not told. */
  private boolean wrong(Expression e) {
    storeType(e, ClassHelper.OBJECT_TYPE);
    e.putNodeMetaData(WRONG, true);
    return true;
  }

  @Override
  public boolean handleUnresolvedVariableExpression(VariableExpression v) {
    String name = v.getName();
    if (Fields.isField(name) || EVENT_WORDS.contains(name)) {
      error(
          "'" + name + "' is of an event, and there is none here",
          Fields.isField(name)
              ? "Write '"
                  + name
                  + "' in quotes to name the field, or read it in a block that runs"
                  + " for each event."
              : "It can be read in a block that runs for each event.",
          v);
    } else if (ConstantLift.isLocal(script(), name)) {
      error(
          "the variable '" + name + "' of this file is not seen here",
          "Functions see a variable that has a type, as in 'int "
              + name
              + " = …', and is never assigned again.",
          v);
    } else {
      Set<String> names = new TreeSet<>(Fields.GETTERS.keySet());
      names.addAll(EVENT_WORDS);
      names.addAll(ConstantLift.constants(script()).keySet());
      error("unknown name '" + name + "'", Suggestion.remedy(name, names), v);
    }
    return wrong(v);
  }

  @Override
  public boolean handleUnresolvedProperty(PropertyExpression p) {
    if (isInTest(p)) {
      makeDynamic(p, ClassHelper.dynamicType());
      return true;
    }
    ClassNode receiver = getType(p.getObjectExpression());
    String name = String.valueOf(p.getPropertyAsString());
    if (receiver == null || isWrong(p.getObjectExpression())) {
      return wrong(p);
    }
    if (receiver.equals(Ast.EVENT)) {
      String near = Suggestion.remedy(name, Fields.GETTERS.keySet());
      error(
          "an event has no field '" + name + "'",
          (near.isEmpty() ? "" : near + " ") + "An attribute is read by attr('" + name + "').",
          p);
      return wrong(p);
    }
    if (receiver.isDerivedFrom(RuleTransform.SCRIPT) || receiver.equals(ClassHelper.VOID_TYPE)) {
      return wrong(p);
    }
    ClassNode type = ClassHelper.getWrapper(receiver);
    boolean number = type.isDerivedFrom(ClassHelper.Number_TYPE);
    error(
        (number ? "a number" : CompilerMessages.simple(type.getName())) + " has no '" + name + "'",
        number ? UNITS : MethodSuggestion.propertyRemedy(type.getName(), name),
        p.getProperty());
    return wrong(p);
  }

  private static boolean isWrong(Expression e) {
    return e.getNodeMetaData(WRONG) != null;
  }

  @Override
  public List<MethodNode> handleMissingMethod(
      ClassNode receiver,
      String name,
      ArgumentListExpression arguments,
      ClassNode[] types,
      MethodCall call) {
    if (call == null) { // a reference to a method, such as host::name
      return super.handleMissingMethod(receiver, name, arguments, types, call);
    }
    ASTNode place = (ASTNode) call;
    if (arguments.getExpressions().stream().anyMatch(RuleChecker::isWrong)
        || (call instanceof MethodCallExpression m && isWrong(m.getObjectExpression()))) {
      wrong((Expression) call);
      return List.of(makeDynamic(call, ClassHelper.OBJECT_TYPE));
    }
    if (isInTest(place) && !receiver.isDerivedFrom(RuleTransform.SCRIPT)) {
      return List.of(makeDynamic(call, ClassHelper.dynamicType()));
    }
    if (ComparisonCheck.isComparison(receiver, name) && types.length == 2) {
      error("cannot compare " + simple(types[0]) + " with " + simple(types[1]), "", place);
      return List.of(makeDynamic(call, ClassHelper.boolean_TYPE));
    }
    if (receiver.isDerivedFrom(RuleTransform.SCRIPT)) {
      if (Vocabulary.isVerb(name)) {
        // A call that does not fit was told by count and options; what is left is types.
        doesNotTake(name, arguments, types, method(call, place));
      } else {
        unknownFunction(receiver, name, method(call, place));
      }
      wrong((Expression) call);
      return List.of(makeDynamic(call, ClassHelper.OBJECT_TYPE));
    }
    boolean ofClass =
        receiver.equals(ClassHelper.CLASS_Type) && receiver.getGenericsTypes() != null;
    if (ofClass) {
      String owner = receiver.getGenericsTypes()[0].getType().getName();
      error(
          "no method '"
              + name
              + "' of "
              + CompilerMessages.simple(owner)
              + " that takes ("
              + shown(types)
              + ")",
          MethodSuggestion.remedy(owner, name),
          place);
      wrong((Expression) call);
      return List.of(makeDynamic(call, ClassHelper.OBJECT_TYPE));
    }
    return super.handleMissingMethod(receiver, name, arguments, types, call);
  }

  private void doesNotTake(
      String verb, ArgumentListExpression arguments, ClassNode[] types, ASTNode place) {
    for (int i = 0; i < types.length; i++) {
      Expression argument = arguments.getExpression(i);
      if (types[i].equals(ClassHelper.CLOSURE_TYPE)
          && !(argument instanceof ClosureExpression)
          && Vocabulary.takesFunction(verb, types.length, i)) {
        String name =
            argument instanceof VariableExpression v
                ? v.getName()
                : argument instanceof MethodPointerExpression p ? p.getMethodName().getText() : "f";
        error(
            verb + ": a block that runs for each event is written in place, not passed on",
            "Call it there: " + verb + " { " + name + "(event) } …",
            argument);
        return;
      }
    }
    error(verb + ": does not take (" + shown(types) + ")", VerbCheck.usage(verb), place);
  }

  private static ASTNode method(MethodCall call, ASTNode place) {
    return call instanceof MethodCallExpression m ? m.getMethod() : place;
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

  @Override
  public void onMethodSelection(Expression expression, MethodNode target) {
    if (!(expression instanceof MethodCall call)
        || !(call.getArguments() instanceof TupleExpression tuple)) {
      return;
    }
    List<Expression> arguments = tuple.getExpressions();
    if (ComparisonCheck.isComparison(target) && arguments.size() == 2) {
      comparable(target, arguments, expression);
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

  private void comparable(MethodNode target, List<Expression> arguments, Expression place) {
    if (arguments.stream().anyMatch(RuleChecker::isWrong)) {
      return;
    }
    String problem =
        ComparisonCheck.problem(
            target.getDeclaringClass(),
            target.getName(),
            getType(arguments.get(0)),
            getType(arguments.get(1)));
    if (problem != null) {
      error(problem, ComparisonCheck.remedy(problem), place);
    }
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
      Expression value = entry.getValueExpression();
      Option option =
          entry.getKeyExpression() instanceof ConstantExpression key
              ? form.options().get(String.valueOf(key.getValue()))
              : null;
      ClassNode type = getType(value);
      if (option == null || type == null || Ast.isNull(value) || isWrong(value)) {
        continue;
      }
      if (!OptionTypes.fits(option, type)) {
        String wanted = OptionTypes.wanted(option);
        error(
            verb + ": the option '" + option.name() + "' takes " + wanted + ", not " + simple(type),
            VerbCheck.usage(verb),
            value);
      }
    }
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

  private ClassNode script() {
    ClassNode script = typeCheckingVisitor.getTypeCheckingContext().getEnclosingClassNode();
    while (script.getOuterClass() != null) {
      script = script.getOuterClass();
    }
    return script;
  }

  private boolean isInTest(ASTNode node) {
    List<int[]> blocks = script().getNodeMetaData(RuleTransform.TEST_BLOCKS);
    if (blocks == null) {
      return false;
    }
    int line = node.getLineNumber();
    return blocks.stream().anyMatch(b -> line >= b[0] && line <= b[2]);
  }
}

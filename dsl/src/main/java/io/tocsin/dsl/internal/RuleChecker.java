package io.tocsin.dsl.internal;

import io.tocsin.dsl.verb.FieldName;
import io.tocsin.dsl.verb.Option;
import java.util.Arrays;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.tools.WideningCategories;
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

  private static final String WRONG = "tocsin.wrong";
  private static final ClassNode FIELD_NAME = ClassHelper.make(FieldName.class);

  public RuleChecker(StaticTypeCheckingVisitor visitor) {
    super(visitor);
  }

  private void error(UnknownNames.Wrong wrong, ASTNode where) {
    error(wrong.what(), wrong.remedy(), where);
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
    error(UnknownNames.variable(script(), v), v);
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
      error(UnknownNames.field(name), p);
    } else if (!receiver.isDerivedFrom(RuleTransform.SCRIPT)
        && !receiver.equals(ClassHelper.VOID_TYPE)) {
      error(UnknownNames.property(receiver, name), p.getProperty());
    }
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
      error(
          "cannot compare " + TypeWords.simple(types[0]) + " with " + TypeWords.simple(types[1]),
          "",
          place);
      return List.of(makeDynamic(call, ClassHelper.boolean_TYPE));
    }
    if (receiver.isDerivedFrom(RuleTransform.SCRIPT)) {
      return List.of(missingInScript(receiver, name, arguments, types, call));
    }
    if (receiver.equals(ClassHelper.CLASS_Type) && receiver.getGenericsTypes() != null) {
      ClassNode owner = receiver.getGenericsTypes()[0].getType();
      error(UnknownNames.method(owner, name, types), place);
      wrong((Expression) call);
      return List.of(makeDynamic(call, ClassHelper.OBJECT_TYPE));
    }
    return super.handleMissingMethod(receiver, name, arguments, types, call);
  }

  /** A verb or a function of the file that takes something else, or that does not exist. */
  private MethodNode missingInScript(
      ClassNode script,
      String name,
      ArgumentListExpression arguments,
      ClassNode[] types,
      MethodCall call) {
    ASTNode place = call instanceof MethodCallExpression m ? m.getMethod() : (ASTNode) call;
    if (isInTest((ASTNode) call) && takesSomething(script, name, types)) {
      return makeDynamic(call, ClassHelper.dynamicType());
    }
    if (Vocabulary.isVerb(name)) {
      // A call that does not fit was told by count and options; what is left is types.
      UnfitArguments.Unfit unfit = UnfitArguments.of(name, arguments, types);
      error(unfit.wrong(), unfit.argument() == null ? place : unfit.argument());
    } else {
      error(UnknownNames.function(script, name, types, UnknownNames.legal((ASTNode) call)), place);
    }
    wrong((Expression) call);
    return makeDynamic(call, ClassHelper.OBJECT_TYPE);
  }

  /** Null may be of any type: a verb's forms cannot be told apart by it. */
  @Override
  public List<MethodNode> handleAmbiguousMethods(List<MethodNode> nodes, Expression origin) {
    if (origin instanceof MethodCallExpression call
        && call.getArguments() instanceof TupleExpression arguments
        && arguments.getExpressions().stream().anyMatch(Ast::isNull)
        && Vocabulary.isVerb(call.getMethodAsString())) {
      String verb = call.getMethodAsString();
      error(verb + ": does not take null", VerbCheck.usage(verb), call.getMethod());
      return nodes.subList(0, 1);
    }
    return super.handleAmbiguousMethods(nodes, origin);
  }

  /** In a test, whether a value whose type is known only when it runs may be what is wanted. */
  private static boolean takesSomething(ClassNode receiver, String name, ClassNode[] types) {
    return Arrays.stream(types).anyMatch(RuleChecker::isUnknown)
        && (Vocabulary.forms(name).stream().anyMatch(form -> form.fits(types.length))
            || receiver.redirect().getDeclaredMethods(name).stream()
                .anyMatch(m -> m.getParameters().length == types.length));
  }

  /** What the values of a map or list of several types have in common says nothing. */
  private static boolean isUnknown(ClassNode type) {
    return type.equals(ClassHelper.OBJECT_TYPE)
        || type.isInterface()
        || type instanceof WideningCategories.LowestUpperBoundClassNode;
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
      if (!parameters[i].getAnnotations(FIELD_NAME).isEmpty()) {
        fieldName(arguments.get(i));
      }
    }
  }

  private void fieldName(Expression written) {
    if (written instanceof ListExpression list) {
      list.getExpressions().forEach(this::fieldName);
    } else if (written instanceof ConstantExpression c
        && c.getValue() instanceof String name
        && !FieldNames.isKnown(name)) {
      error(FieldNames.what(name), FieldNames.remedy(name), c);
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
            verb
                + ": the option '"
                + option.name()
                + "' takes "
                + wanted
                + ", not "
                + TypeWords.simple(type),
            VerbCheck.usage(verb),
            value);
      }
    }
  }

  private ClassNode script() {
    ClassNode script = typeCheckingVisitor.getTypeCheckingContext().getEnclosingClassNode();
    while (script.getOuterClass() != null) {
      script = script.getOuterClass();
    }
    return script;
  }

  private boolean isInTest(ASTNode node) {
    return TestBlocks.hold(script(), node);
  }
}

package io.tocsin.dsl.internal;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** Why a verb does not take what it is given, when number and options are right. */
final class UnfitArguments {

  /**
   * What is said.
   *
   * @param argument the one that is at fault; null when it is all of them
   */
  record Unfit(UnknownNames.Wrong wrong, @Nullable Expression argument) {}

  private UnfitArguments() {}

  static Unfit of(String verb, ArgumentListExpression arguments, ClassNode[] types) {
    for (int i = 0; i < types.length; i++) {
      Expression argument = arguments.getExpression(i);
      if (types[i].equals(ClassHelper.CLOSURE_TYPE)
          && !(argument instanceof ClosureExpression)
          && Vocabulary.takesFunction(verb, types.length, i)) {
        return new Unfit(passedOn(verb, argument), argument);
      }
      if (verb.equals("fold")
          && argument instanceof VariableExpression v
          && Vocabulary.isFold(v.getName())) {
        return new Unfit(hiddenFold(v.getName()), argument);
      }
    }
    return new Unfit(
        new UnknownNames.Wrong(
            verb + ": does not take (" + TypeWords.shown(types) + ")", VerbCheck.usage(verb)),
        null);
  }

  private static UnknownNames.Wrong passedOn(String verb, Expression block) {
    String name =
        block instanceof VariableExpression v
            ? v.getName()
            : block instanceof MethodPointerExpression p ? p.getMethodName().getText() : "f";
    return new UnknownNames.Wrong(
        verb + ": a block that runs for each event is written in place, not passed on",
        "Call it there: " + verb + " { " + name + "(event) } …");
  }

  private static UnknownNames.Wrong hiddenFold(String name) {
    return new UnknownNames.Wrong(
        "fold: '" + name + "' is a variable of this file here, not the fold",
        "Give the variable another name.");
  }
}

package io.tocsin.dsl.internal;

import static org.codehaus.groovy.ast.tools.GeneralUtils.args;
import static org.codehaus.groovy.ast.tools.GeneralUtils.callX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.castX;
import static org.codehaus.groovy.ast.tools.GeneralUtils.constX;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CompileUnit;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/** The functions and constants that a file may use of the files it includes. */
final class IncludedNames {

  private final ClassNode script;
  private final List<ClassNode> included = new ArrayList<>();

  IncludedNames(ClassNode script, Includes includes) {
    this.script = script;
    CompileUnit unit = script.getCompileUnit();
    for (String name : includes.of(script.getName())) {
      ClassNode node = unit == null ? null : unit.getClass(name);
      if (node != null) {
        included.add(node);
      }
    }
  }

  /** The included file that has a function this file has not; null when there is none. */
  @Nullable Expression ownerOfFunction(String name, ASTNode place) {
    if (!script.getDeclaredMethods(name).isEmpty()) {
      return null;
    }
    for (ClassNode node : included) {
      if (!node.getDeclaredMethods(name).isEmpty() && !name.equals("run") && !name.equals("main")) {
        return owner(node, place);
      }
    }
    return null;
  }

  /** The type of a constant of this file or of one it includes; null when there is none. */
  @Nullable ClassNode typeOfConstant(String name) {
    if (script.getProperty(name) != null) {
      return script.getProperty(name).getType();
    }
    for (ClassNode node : included) {
      if (node.getProperty(name) != null) {
        return node.getProperty(name).getType();
      }
    }
    return null;
  }

  /** The included file that has a constant; null when there is none. */
  @Nullable Expression ownerOfConstant(String name, ASTNode place) {
    if (script.getProperty(name) != null) {
      return null;
    }
    for (ClassNode node : included) {
      if (node.getProperty(name) != null) {
        return owner(node, place);
      }
    }
    return null;
  }

  /** The names of the constants of some of the included files. */
  List<String> constantsOf(List<String> classNames) {
    List<String> names = new ArrayList<>();
    for (ClassNode node : included) {
      if (classNames.contains(node.getName())) {
        names.addAll(ConstantLift.constants(node).keySet());
      }
    }
    return names;
  }

  private static Expression owner(ClassNode node, ASTNode place) {
    return Ast.at(
        castX(
            node,
            Ast.at(
                callX(VariableExpression.THIS_EXPRESSION, "included", args(constX(node.getName()))),
                place)),
        place);
  }
}

package io.tocsin.dsl.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.PropertyNode;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * The variables and constants from outside that one block uses: each is read once, when the rule is
 * built, and the block sees a copy.
 */
final class CapturedVariables {

  /**
   * An outer variable or a constant.
   *
   * @param value how it is read outside of the block
   */
  record Captured(Expression value, ClassNode type) {}

  private final FunctionBlock block;
  private final Map<String, Captured> captured = new LinkedHashMap<>();
  private final Map<SourceText.At, String> places = new HashMap<>();

  CapturedVariables(FunctionBlock block) {
    this.block = block;
  }

  /** Them, by name, in the order they were met. */
  Map<String, Captured> byName() {
    return captured;
  }

  /** What stands for their names where they are used, so that any name will do. */
  Map<SourceText.At, String> places() {
    return places;
  }

  /** The name of the copy of one. */
  String copyName(String name) {
    return name + block.suffix();
  }

  /** The copy that is read in place of a variable. */
  Expression copy(VariableExpression v, Captured original) {
    String name = v.getName();
    captured.putIfAbsent(name, original);
    int number = List.copyOf(captured.keySet()).indexOf(name) + 1;
    places.put(SourceText.At.of(v), "$" + number);
    VariableExpression copy = new VariableExpression(copyName(name), original.type());
    if (Operators.isNumber(v)) {
      Operators.number(copy);
    }
    return Ast.at(copy, v);
  }

  /** What a variable declared outside is, seen from there. */
  static Captured outer(VariableExpression v) {
    Variable declared = v.getAccessedVariable();
    Expression value =
        new VariableExpression(
            declared instanceof VariableExpression known
                ? known
                : new VariableExpression(v.getName()));
    return new Captured(Ast.at(value, v), typeOf(declared));
  }

  static ClassNode typeOf(Variable declared) {
    ClassNode type =
        declared instanceof PropertyNode || declared instanceof FieldNode
            ? declared.getType()
            : declared.getOriginType();
    return declared.isDynamicTyped() ? ClassHelper.dynamicType() : type;
  }
}

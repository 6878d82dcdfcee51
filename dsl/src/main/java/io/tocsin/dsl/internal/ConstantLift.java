package io.tocsin.dsl.internal;

import io.tocsin.sink.SinkSettings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.tools.GenericsUtils;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;
import org.jspecify.annotations.Nullable;

/**
 * Makes a rule file's constants, variables at its top that are never assigned again, properties of
 * its class: so the user's own functions and including files see them. Only where the type can be
 * told from what is written; the others stay local variables.
 */
final class ConstantLift {

  private static final Set<String> DURATIONS =
      Set.of(
          "millis",
          "milliseconds",
          "second",
          "seconds",
          "minute",
          "minutes",
          "hour",
          "hours",
          "day",
          "days",
          "week",
          "weeks");
  private static final Set<String> SIZES = Set.of("KB", "MB", "GB");

  private static final String CONSTANTS = "tocsin.constants";
  private static final String LOCALS = "tocsin.locals";

  private final ClassNode script;
  private final Map<String, Expression> constants = new LinkedHashMap<>();
  private final Set<String> locals = new HashSet<>();

  private ConstantLift(ClassNode script) {
    this.script = script;
  }

  static void lift(ClassNode script) {
    MethodNode run = script.getDeclaredMethod("run", org.codehaus.groovy.ast.Parameter.EMPTY_ARRAY);
    if (run != null && run.getCode() instanceof BlockStatement block) {
      new ConstantLift(script).lift(block);
    }
  }

  /** The constants of a file, each with what it is set to. */
  static Map<String, Expression> constants(ClassNode script) {
    Map<String, Expression> constants = script.getNodeMetaData(CONSTANTS);
    return constants == null ? Map.of() : constants;
  }

  /** Whether a file has a variable of that name at its top that its functions do not see. */
  static boolean isLocal(ClassNode script, String name) {
    Set<String> locals = script.getNodeMetaData(LOCALS);
    return locals != null && locals.contains(name);
  }

  private void lift(BlockStatement block) {
    script.putNodeMetaData(CONSTANTS, constants);
    script.putNodeMetaData(LOCALS, locals);
    Set<String> assigned = assignedNames(block);
    List<Statement> statements = block.getStatements();
    List<String> declared = declaredNames(statements);
    for (int i = 0; i < statements.size(); i++) {
      if (statements.get(i) instanceof ExpressionStatement s
          && s.getExpression() instanceof DeclarationExpression d
          && !d.isMultipleAssignmentDeclaration()
          && d.getAnnotations().isEmpty()) {
        VariableExpression variable = d.getVariableExpression();
        ClassNode type =
            variable.isDynamicTyped() ? typeOf(d.getRightExpression()) : variable.getOriginType();
        boolean lifted =
            type != null
                && !assigned.contains(variable.getName())
                && Collections.frequency(declared, variable.getName()) == 1
                && isFree(variable.getName());
        if (lifted) {
          statements.set(i, property(variable, type, d));
          constants.put(variable.getName(), d.getRightExpression());
        } else {
          locals.add(variable.getName());
        }
      }
    }
  }

  private static List<String> declaredNames(List<Statement> statements) {
    List<String> names = new ArrayList<>();
    for (Statement statement : statements) {
      if (statement instanceof ExpressionStatement s
          && s.getExpression() instanceof DeclarationExpression d
          && !d.isMultipleAssignmentDeclaration()) {
        names.add(d.getVariableExpression().getName());
      }
    }
    return names;
  }

  private Statement property(VariableExpression variable, ClassNode type, DeclarationExpression d) {
    script.addProperty(variable.getName(), Modifier.PUBLIC, type, null, null, null);
    BinaryExpression assignment =
        new BinaryExpression(
            Ast.at(new VariableExpression(variable.getName()), variable),
            Token.newSymbol(Types.ASSIGN, d.getLineNumber(), d.getColumnNumber()),
            d.getRightExpression());
    return Ast.at(new ExpressionStatement(Ast.at(assignment, d)), d);
  }

  private boolean isFree(String name) {
    if (Fields.isField(name) || script.getProperty(name) != null) {
      return false;
    }
    String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    for (Method m : io.tocsin.dsl.RuleScript.class.getMethods()) {
      if (m.getName().equals(getter)) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> assignedNames(ASTNode code) {
    Set<String> names = new HashSet<>();
    code.visit(
        new CodeVisitorSupport() {
          @Override
          public void visitBinaryExpression(BinaryExpression b) {
            if (Types.ofType(b.getOperation().getType(), Types.ASSIGNMENT_OPERATOR)) {
              note(b.getLeftExpression());
            }
            super.visitBinaryExpression(b);
          }

          @Override
          public void visitDeclarationExpression(DeclarationExpression d) {
            d.getRightExpression().visit(this);
          }

          @Override
          public void visitPostfixExpression(PostfixExpression e) {
            note(e.getExpression());
            super.visitPostfixExpression(e);
          }

          @Override
          public void visitPrefixExpression(PrefixExpression e) {
            note(e.getExpression());
            super.visitPrefixExpression(e);
          }

          private void note(Expression e) {
            if (e instanceof VariableExpression v) {
              names.add(v.getName());
            }
          }
        });
    return names;
  }

  private static @Nullable ClassNode typeOf(Expression e) {
    if (e instanceof ConstantExpression c && c.getValue() != null) {
      return ClassHelper.getWrapper(c.getType());
    }
    if (e instanceof GStringExpression) {
      return null;
    }
    if (e instanceof ListExpression list) {
      return generic(ClassHelper.LIST_TYPE, common(list.getExpressions()));
    }
    if (e instanceof MapExpression map) {
      List<Expression> values = new ArrayList<>();
      map.getMapEntryExpressions().forEach(entry -> values.add(entry.getValueExpression()));
      ClassNode value = common(values);
      return value == null ? null : generic(ClassHelper.MAP_TYPE, ClassHelper.STRING_TYPE, value);
    }
    if (e instanceof MethodCallExpression call && call.isImplicitThis()) {
      return returnType(call.getMethodAsString());
    }
    if (e instanceof PropertyExpression p
        && p.getObjectExpression() instanceof ConstantExpression) {
      String unit = String.valueOf(p.getPropertyAsString());
      return DURATIONS.contains(unit)
          ? ClassHelper.make(Duration.class)
          : SIZES.contains(unit) ? ClassHelper.Long_TYPE : null;
    }
    return null;
  }

  /** The type all elements have; null when there is none to tell. */
  private static @Nullable ClassNode common(List<Expression> elements) {
    ClassNode common = null;
    for (Expression element : elements) {
      ClassNode type = typeOf(element);
      boolean output =
          type != null && type.implementsInterface(ClassHelper.make(SinkSettings.class));
      ClassNode wide = output ? ClassHelper.make(SinkSettings.class) : type;
      if (wide == null || (common != null && !common.equals(wide))) {
        return null;
      }
      common = wide;
    }
    return common;
  }

  private static @Nullable ClassNode generic(ClassNode raw, @Nullable ClassNode... parameters) {
    GenericsType[] types = new GenericsType[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] == null) {
        return null;
      }
      types[i] = new GenericsType(parameters[i]);
    }
    return GenericsUtils.makeClassSafeWithGenerics(raw, types);
  }

  private static @Nullable ClassNode returnType(@Nullable String verb) {
    if (!Vocabulary.isVerb(verb)) {
      return null;
    }
    for (Method m : io.tocsin.dsl.RuleScript.class.getMethods()) {
      if (m.getName().equals(verb) && m.getReturnType() != void.class) {
        return ClassHelper.make(m.getReturnType());
      }
    }
    return null;
  }
}

package io.tocsin.query;

import io.tocsin.query.Operand.Literal;
import io.tocsin.query.QueryParser.ComparisonContext;
import io.tocsin.query.QueryParser.ConjunctionContext;
import io.tocsin.query.QueryParser.DisjunctionContext;
import io.tocsin.query.QueryParser.NegationContext;
import io.tocsin.query.QueryParser.PrimaryContext;
import io.tocsin.query.QueryParser.ValueContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Makes a condition of a text: parses it and turns the parse tree into predicates. */
final class QueryCompiler {

  private static final int MAX_DESCRIPTION = 120;

  private QueryCompiler() {}

  static Condition compile(String text) {
    QueryLexer lexer = new QueryLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    refuseDeepNesting(tokens.getTokens());
    QueryParser parser = new QueryParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new QueryErrors());
    return disjunction(parser.query().disjunction());
  }

  private static void refuseDeepNesting(List<Token> tokens) {
    int depth = 0;
    for (Token token : tokens) {
      if (token.getType() == QueryLexer.OPEN) {
        depth++;
      } else if (token.getType() == QueryLexer.CLOSE) {
        depth--;
      }
      if (depth > Query.MAX_NESTING) {
        throw QueryErrors.at(
            token,
            "parentheses are nested more than " + Query.MAX_NESTING + " deep",
            "nest them less deeply");
      }
    }
  }

  private static Condition disjunction(DisjunctionContext context) {
    List<ConjunctionContext> parts = context.conjunction();
    if (parts.size() == 1) {
      return conjunction(parts.get(0));
    }
    List<Condition> conditions = new ArrayList<>(parts.size());
    for (ConjunctionContext part : parts) {
      conditions.add(conjunction(part));
    }
    return new Condition.Any(List.copyOf(conditions));
  }

  private static Condition conjunction(ConjunctionContext context) {
    List<NegationContext> parts = context.negation();
    if (parts.size() == 1) {
      return negation(parts.get(0));
    }
    List<Condition> conditions = new ArrayList<>(parts.size());
    for (NegationContext part : parts) {
      conditions.add(negation(part));
    }
    return new Condition.All(List.copyOf(conditions));
  }

  private static Condition negation(NegationContext context) {
    Condition inner = primary(context.primary());
    return context.NOT().size() % 2 == 0 ? inner : new Condition.Not(inner);
  }

  private static Condition primary(PrimaryContext context) {
    if (context.disjunction() != null) {
      return disjunction(context.disjunction());
    }
    if (context.TAGGED() != null) {
      return new Condition.Tagged(Literals.text(context.STRING().getSymbol()));
    }
    return comparison(context.comparison());
  }

  private static Condition comparison(ComparisonContext context) {
    Operand left = operand(context.value(0));
    if (context.operator() == null) {
      return left instanceof Literal literal
          ? new Condition.Constant(
              literal.literal() != null && !Boolean.FALSE.equals(literal.literal()))
          : new Condition.Truthy(left);
    }
    Token operator = context.operator().getStart();
    ValueContext rightValue = context.value(1);
    return switch (operator.getType()) {
      case QueryLexer.EQUAL -> equal(left, operand(rightValue));
      case QueryLexer.UNEQUAL -> new Condition.Not(equal(left, operand(rightValue)));
      case QueryLexer.LESS -> compared(left, Bound.BELOW, operator, rightValue);
      case QueryLexer.LESS_OR_EQUAL ->
          compared(left, Bound.BELOW | Bound.SAME, operator, rightValue);
      case QueryLexer.GREATER -> compared(left, Bound.ABOVE, operator, rightValue);
      case QueryLexer.GREATER_OR_EQUAL ->
          compared(left, Bound.ABOVE | Bound.SAME, operator, rightValue);
      case QueryLexer.LIKE -> like(left, text(operator, rightValue));
      default -> find(left, text(operator, rightValue), rightValue.getStart());
    };
  }

  private static Condition equal(Operand left, Operand right) {
    if (left instanceof Literal && !(right instanceof Literal)) {
      return equal(right, left);
    }
    if (right instanceof Literal literal) {
      Object value = literal.literal();
      if (value == null) {
        return new Condition.Absent(left);
      }
      if (value instanceof String text) {
        return new Condition.TextEqual(left, text);
      }
      if (value instanceof Number number) {
        return new Condition.Compared(left, Bound.SAME, Bound.of(number));
      }
    }
    return new Condition.Same(left, right);
  }

  private static Condition compared(
      Operand left, int wanted, Token operator, ValueContext rightValue) {
    if (operand(rightValue) instanceof Literal literal
        && literal.literal() instanceof Number number) {
      return new Condition.Compared(left, wanted, Bound.of(number));
    }
    throw notAt(
        rightValue,
        "a number after '" + operator.getText() + "'",
        "compare a field with a number, as in metric "
            + operator.getText()
            + " 0.9, with the field at the left");
  }

  private static Condition like(Operand left, String pattern) {
    return pattern.indexOf(LikePattern.WILDCARD) < 0
        ? new Condition.TextEqual(left, pattern)
        : new Condition.Like(left, LikePattern.of(pattern));
  }

  private static Condition find(Operand left, String regex, Token place) {
    try {
      return new Condition.Find(left, TextSearch.of(regex));
    } catch (PatternSyntaxException e) {
      String problem = e.getDescription() + " in the regular expression";
      String where = e.getIndex() < 0 ? "" : " at its character " + (e.getIndex() + 1);
      throw QueryErrors.at(
          place,
          QueryErrors.printable(problem, MAX_DESCRIPTION) + where,
          "put \\\\ before a special character that stands for itself, or use =~ with %");
    } catch (RuntimeException e) {
      // The library promises one exception and is known to let others out for odd texts.
      throw QueryErrors.at(
          place, "the regular expression cannot be understood", "write it more simply");
    } catch (StackOverflowError e) {
      throw QueryErrors.at(
          place, "the regular expression is nested too deeply", "nest it less deeply");
    }
  }

  private static String text(Token operator, ValueContext value) {
    if (value.STRING() == null) {
      throw notAt(
          value,
          "a string after '" + operator.getText() + "'",
          "put the pattern in quotes, as in service "
              + operator.getText()
              + (operator.getType() == QueryLexer.LIKE ? " \"df%\"" : " \"^df-\""));
    }
    return Literals.text(value.STRING().getSymbol());
  }

  private static QueryException notAt(ValueContext value, String expected, String remedy) {
    Token token = value.getStart();
    String found = "unexpected '" + QueryErrors.printable(token.getText()) + "'";
    return QueryErrors.at(token, found + ", expected " + expected, remedy);
  }

  private static Operand operand(ValueContext context) {
    Token token = context.getStart();
    return switch (token.getType()) {
      case QueryLexer.STRING -> new Literal(Literals.text(token));
      case QueryLexer.NUMBER -> new Literal(Literals.floating(token));
      case QueryLexer.WHOLE_NUMBER -> new Literal(Literals.whole(token));
      case QueryLexer.TRUE -> new Literal(true);
      case QueryLexer.FALSE -> new Literal(false);
      case QueryLexer.NIL -> new Literal(null);
      case QueryLexer.QUOTED_NAME -> Operand.named(Literals.unquotedName(token));
      default -> Operand.named(token.getText());
    };
  }
}

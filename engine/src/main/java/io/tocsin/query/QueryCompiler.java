package io.tocsin.query;

import io.tocsin.query.Operand.Literal;
import io.tocsin.query.QueryParser.ComparisonContext;
import io.tocsin.query.QueryParser.ConjunctionContext;
import io.tocsin.query.QueryParser.DisjunctionContext;
import io.tocsin.query.QueryParser.LimitContext;
import io.tocsin.query.QueryParser.NegationContext;
import io.tocsin.query.QueryParser.OrderContext;
import io.tocsin.query.QueryParser.PrimaryContext;
import io.tocsin.query.QueryParser.QueryContext;
import io.tocsin.query.QueryParser.SortKeyContext;
import io.tocsin.query.QueryParser.ValueContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Makes a condition of a text: parses it and turns the parse tree into predicates. */
final class QueryCompiler {

  private static final int MAX_DESCRIPTION = 120;
  private static final int MAX_LIMIT = 1_000_000_000;
  private static final int MAX_SORT_KEYS = 16;

  /** The age as of no moment yet. */
  private static final Operand AGE = new Operand.Age(0);

  private QueryCompiler() {}

  /** What a text asks for, in which order, and how many of it. */
  record Compiled(Condition condition, List<SortKey> order, int limit) {}

  static Compiled compile(String text) {
    QueryLexer lexer = new QueryLexer(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    refuseDeepNesting(tokens.getTokens());
    QueryParser parser = new QueryParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new QueryErrors());
    QueryContext query = parser.query();
    return new Compiled(
        disjunction(query.disjunction()), order(query.order()), limit(query.limit()));
  }

  private static List<SortKey> order(@Nullable OrderContext context) {
    if (context == null) {
      return List.of();
    }
    List<SortKey> keys = new ArrayList<>();
    if (context.sortKey().size() > MAX_SORT_KEYS) {
      throw QueryErrors.at(
          context.sortKey(MAX_SORT_KEYS).getStart(),
          "more than " + MAX_SORT_KEYS + " fields to order by",
          "leave the last ones out");
    }
    for (SortKeyContext key : context.sortKey()) {
      Token name = key.getStart();
      Operand operand = named(name);
      keys.add(new SortKey(isAge(name) ? AGE : operand, key.DESC() != null));
    }
    return List.copyOf(keys);
  }

  private static int limit(@Nullable LimitContext context) {
    if (context == null) {
      return Integer.MAX_VALUE;
    }
    Token number = context.WHOLE_NUMBER().getSymbol();
    Number limit = Literals.whole(number);
    if (!(limit instanceof Long) || limit.longValue() < 1 || limit.longValue() > MAX_LIMIT) {
      throw QueryErrors.at(
          number, "limit must be 1 to " + MAX_LIMIT, "leave it out to get everything");
    }
    return limit.intValue();
  }

  private static boolean isAge(Token name) {
    return name.getType() == QueryLexer.NAME && name.getText().equals("age");
  }

  private static Operand named(Token name) {
    return Operand.named(
        name.getType() == QueryLexer.QUOTED_NAME ? Literals.unquotedName(name) : name.getText());
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
    if (context.IN() != null && context.OPEN() != null) {
      return in(left, context.value());
    }
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
      case QueryLexer.LESS -> compared(context.value(0), Bound.BELOW, operator, rightValue);
      case QueryLexer.LESS_OR_EQUAL ->
          compared(context.value(0), Bound.BELOW | Bound.SAME, operator, rightValue);
      case QueryLexer.GREATER -> compared(context.value(0), Bound.ABOVE, operator, rightValue);
      case QueryLexer.GREATER_OR_EQUAL ->
          compared(context.value(0), Bound.ABOVE | Bound.SAME, operator, rightValue);
      case QueryLexer.LIKE, QueryLexer.LIKE_WORD -> like(left, text(operator, rightValue));
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

  /** The values are those after the first, which stands at the left. */
  private static Condition in(Operand left, List<ValueContext> values) {
    List<Condition> each = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    for (ValueContext value : values.subList(1, values.size())) {
      Operand right = operand(value);
      each.add(equal(left, right));
      if (right instanceof Literal literal && literal.literal() instanceof String text) {
        texts.add(text);
      }
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    return texts.size() > 1 && texts.size() == each.size()
        ? new Condition.OneOf(left, Set.copyOf(texts))
        : new Condition.Any(List.copyOf(each));
  }

  private static Condition compared(
      ValueContext leftValue, int wanted, Token operator, ValueContext rightValue) {
    Operand left = isAge(leftValue.getStart()) ? AGE : operand(leftValue);
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
      default -> named(token);
    };
  }
}

package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Ends parsing at the first trouble, with a message that says what to write instead. */
final class QueryErrors extends DefaultErrorStrategy {

  private static final int SHOWN_LENGTH = 40;

  @Override
  public void recover(Parser parser, RecognitionException e) {
    throw unexpected(parser);
  }

  @Override
  public void reportError(Parser parser, RecognitionException e) {
    throw unexpected(parser);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw unexpected(parser);
  }

  /** Complains where a choice stands, while all that could follow is still known. */
  @Override
  public void sync(Parser parser) {
    if (!parser.getExpectedTokens().contains(parser.getCurrentToken().getType())) {
      throw unexpected(parser);
    }
  }

  static QueryException at(Token token, String problem, String remedy) {
    return new QueryException(token.getLine(), token.getCharPositionInLine() + 1, problem, remedy);
  }

  /** A piece of a query as it can stand in a message: on one line, not too long. */
  static String printable(String text) {
    return printable(text, SHOWN_LENGTH);
  }

  /** As {@link #printable(String)}, cut after {@code limit} characters. */
  static String printable(String text, int limit) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(limit)
        .forEach(
            c -> {
              if (c < ' '
                  || Character.isISOControl(c)
                  || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    if (text.codePointCount(0, text.length()) > limit) {
      shown.append("...");
    }
    return shown.toString();
  }

  private static QueryException unexpected(Parser parser) {
    Token token = parser.getCurrentToken();
    IntervalSet expected = parser.getExpectedTokens();
    if (token.getType() == QueryLexer.UNCLOSED_STRING) {
      String quote = token.getText().substring(0, 1);
      return at(token, "the string has no closing quote", "add " + quote + " at its end");
    }
    String found =
        token.getType() == Token.EOF
            ? "unexpected end of the query"
            : "unexpected '" + printable(token.getText()) + "'";
    String problem = found + ", expected " + describe(expected);
    return at(token, problem, remedy(parser, token, expected));
  }

  private static String describe(IntervalSet expected) {
    if (expected.contains(QueryLexer.OPEN)) {
      return expected.contains(QueryLexer.NOT) ? "a condition" : "'('";
    }
    if (expected.contains(QueryLexer.NAME)) {
      return expected.contains(QueryLexer.STRING) ? "a value" : "a field to order by";
    }
    if (expected.size() == 1) {
      if (expected.contains(QueryLexer.BY)) {
        return "'by'";
      }
      if (expected.contains(QueryLexer.WHOLE_NUMBER)) {
        return "a whole number";
      }
    }
    List<String> choices = new ArrayList<>();
    addIf(choices, expected, QueryLexer.EQUAL, "a comparison");
    addIf(choices, expected, QueryLexer.STRING, "a string");
    addIf(choices, expected, QueryLexer.AND, "'and'");
    addIf(choices, expected, QueryLexer.OR, "'or'");
    addIf(choices, expected, QueryLexer.CLOSE, "')'");
    addIf(choices, expected, Token.EOF, "the end");
    int last = choices.size() - 1;
    return last < 1
        ? String.join("", choices)
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  private static void addIf(List<String> choices, IntervalSet expected, int type, String choice) {
    if (expected.contains(type)) {
      choices.add(choice);
    }
  }

  private static String remedy(Parser parser, Token token, IntervalSet expected) {
    String specific = remedyFor(token);
    if (specific != null) {
      return specific;
    }
    Token before = parser.getInputStream().LT(-1);
    if (token.getType() == QueryLexer.NAME && before != null && isNumber(before)) {
      return before.getStopIndex() + 1 == token.getStartIndex()
          ? "numbers are written 12, -1.5, 1e5 or 5n; a name that begins with a digit stands in"
              + " backquotes"
          : "join conditions with 'and' or 'or'";
    }
    String ofTheEnd = remedyAtTheEnd(expected);
    if (ofTheEnd != null) {
      return ofTheEnd;
    }
    if (expected.contains(QueryLexer.OPEN)) {
      return "write one such as state = \"critical\", or true for everything";
    }
    if (expected.contains(QueryLexer.NAME)) {
      return "write a field, a string in quotes, a number, true, false or nil";
    }
    if (token.getType() == Token.EOF && expected.contains(QueryLexer.CLOSE)) {
      return "close the parenthesis";
    }
    if (expected.contains(QueryLexer.STRING)) {
      return "write the tag in quotes, as in tagged \"web\"; a field named tagged stands in"
          + " backquotes";
    }
    return "compare with = != < <= > >= =~ ~=, join conditions with 'and' or 'or', put text in"
        + " quotes";
  }

  private static @Nullable String remedyAtTheEnd(IntervalSet expected) {
    if (expected.contains(QueryLexer.OPEN) && !expected.contains(QueryLexer.NOT)) {
      return "write the values in parentheses, as in host in (\"a\", \"b\")";
    }
    boolean ofOrder =
        expected.contains(QueryLexer.BY)
            && (expected.size() == 1 || !expected.contains(QueryLexer.STRING));
    if (ofOrder) {
      return "order by fields, as in order by metric desc, host";
    }
    return expected.size() == 1 && expected.contains(QueryLexer.WHOLE_NUMBER)
        ? "end with limit and how many at most, as in limit 10"
        : null;
  }

  private static boolean isNumber(Token token) {
    return token.getType() == QueryLexer.NUMBER || token.getType() == QueryLexer.WHOLE_NUMBER;
  }

  private static String remedyFor(Token token) {
    return switch (token.getText()) {
      case "==" -> "equality is written =";
      case "<>" -> "inequality is written !=";
      case "&&", "&" -> "write 'and'";
      case "||", "|" -> "write 'or'";
      case "!" -> "write 'not', or != between values";
      case "~" -> "write =~ for a pattern with % or ~= for a regular expression";
      case "#" -> "a regular expression is a string, as in service ~= \"^df-\"";
      case "\u201c", "\u201d", "\u2018", "\u2019" -> "write straight quotes";
      case ")" -> "remove it, or open a parenthesis before";
      case "`" -> "a name in backquotes ends with one and is not empty";
      default -> null;
    };
  }
}

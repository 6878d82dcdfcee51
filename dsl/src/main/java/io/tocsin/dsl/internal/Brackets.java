package io.tocsin.dsl.internal;

import groovyjarjarantlr4.v4.runtime.Token;
import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.jspecify.annotations.Nullable;

/** Finds the bracket that has no partner among a file's tokens. */
final class Brackets {

  private record Open(Token token, int indent) {}

  private final String shown;
  private final List<String> lines;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Open suspect;

  private Brackets(String shown, String text) {
    this.shown = shown;
    this.lines = text.lines().toList();
  }

  /** The first bracket out of order; null when there is none. */
  static @Nullable Problem problem(String shown, String text, List<? extends Token> tokens) {
    return new Brackets(shown, text).problem(tokens);
  }

  /** Where brackets are nested deeper than so many; null when nowhere. */
  static @Nullable Place deeper(int limit, String shown, List<? extends Token> tokens) {
    int depth = 0;
    for (Token token : tokens) {
      switch (token.getType()) {
        case GroovyLexer.LBRACE, GroovyLexer.LPAREN, GroovyLexer.LBRACK -> depth++;
        case GroovyLexer.RBRACE, GroovyLexer.RPAREN, GroovyLexer.RBRACK -> depth--;
        default -> {}
      }
      if (depth > limit) {
        return new Place(shown, token.getLine(), token.getCharPositionInLine() + 1);
      }
    }
    return null;
  }

  private @Nullable Problem problem(List<? extends Token> tokens) {
    Token before = null;
    for (Token token : tokens) {
      Problem problem =
          switch (token.getType()) {
            case GroovyLexer.LBRACE, GroovyLexer.LPAREN, GroovyLexer.LBRACK -> opens(token);
            case GroovyLexer.RBRACE, GroovyLexer.RPAREN, GroovyLexer.RBRACK -> closes(token);
            case GroovyLexer.MUL -> comment(before, token);
            default -> null;
          };
      if (problem != null) {
        return problem;
      }
      before = token;
    }
    if (open.isEmpty()) {
      return null;
    }
    return unclosed(suspect == null ? open.element() : suspect);
  }

  private @Nullable Problem opens(Token token) {
    open.push(new Open(token, indent(token)));
    return null;
  }

  private @Nullable Problem closes(Token token) {
    String text = token.getText();
    String partner = text.equals("}") ? "{" : text.equals(")") ? "(" : "[";
    if (open.isEmpty()) {
      return Problem.error(
          place(token),
          "a '" + text + "' without a '" + partner + "' before it",
          "Remove it, or add the '" + partner + "'.");
    }
    Open last = open.pop();
    if (!last.token().getText().equals(partner)) {
      boolean opened = open.stream().anyMatch(o -> o.token().getText().equals(partner));
      return opened
          ? unclosed(last)
          : Problem.error(
              place(token),
              "a '" + text + "' without a '" + partner + "' before it",
              "Remove it, or add the '" + partner + "'.");
    }
    // A brace that ends a line of less indentation than its partner's probably ends another block.
    boolean first = startsLine(token);
    if (suspect == null && first && indent(token) < last.indent() && !open.isEmpty()) {
      suspect = last;
    }
    return null;
  }

  private @Nullable Problem comment(@Nullable Token before, Token star) {
    boolean adjacent =
        before != null
            && before.getType() == GroovyLexer.DIV
            && before.getStopIndex() + 1 == star.getStartIndex();
    return adjacent
        ? Problem.error(place(before), "this comment is never closed", "Add the '*/' that ends it.")
        : null;
  }

  private Problem unclosed(Open bracket) {
    String text = bracket.token().getText();
    String partner = text.equals("{") ? "}" : text.equals("(") ? ")" : "]";
    return Problem.error(
        place(bracket.token()),
        "this '" + text + "' is never closed",
        "Add the '" + partner + "' that ends it.");
  }

  private Place place(Token token) {
    return new Place(shown, token.getLine(), token.getCharPositionInLine() + 1);
  }

  private int indent(Token token) {
    String line = lines.get(token.getLine() - 1);
    return line.length() - line.stripLeading().length();
  }

  private boolean startsLine(Token token) {
    return indent(token) == token.getCharPositionInLine();
  }
}

package io.tocsin.dsl.internal;

import groovyjarjarantlr4.v4.runtime.BailErrorStrategy;
import groovyjarjarantlr4.v4.runtime.CommonTokenStream;
import groovyjarjarantlr4.v4.runtime.Token;
import groovyjarjarantlr4.v4.runtime.TokenSource;
import groovyjarjarantlr4.v4.runtime.atn.PredictionMode;
import groovyjarjarantlr4.v4.runtime.misc.ParseCancellationException;
import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLangParser;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the true place of a syntax error. Groovy's parser blames the opening of the outermost block
 * for a fault anywhere inside of it, because it gives up on the block as a whole. Here the brackets
 * are matched first; if they are in order, the fault is at the furthest token that any attempt to
 * read the file came to.
 */
final class SyntaxErrors {

  private static final String REMEDY = "Check the brackets, quotes and operators before it.";

  private static final int MAX_DEPTH = 100;

  private SyntaxErrors() {}

  static List<Problem> locate(
      String shown, String unit, String text, MultipleCompilationErrorsException all) {
    List<Problem> told = CompilerMessages.problems(all, name -> shown, name -> name.equals(unit));
    if (told.stream().noneMatch(p -> p.what().startsWith(CompilerMessages.UNEXPECTED_WORD))) {
      return told;
    }
    Problem located = located(shown, text);
    return located == null ? told : List.of(located);
  }

  /**
   * Refuses rules that nest deeper than anyone reads: Groovy's parser takes minutes over them, or
   * runs out of stack. Null when they do not.
   */
  static @Nullable Problem tooDeep(String shown, String text) {
    // Most files are told by their brackets alone, with those in quotes; only others are read.
    if (text.chars().filter(c -> c == '{' || c == '(' || c == '[').count() <= MAX_DEPTH) {
      return null;
    }
    try {
      Place deep = Brackets.deeper(MAX_DEPTH, shown, lexer(text).getAllTokens());
      return deep == null
          ? null
          : Problem.error(
              deep,
              "nested more than " + MAX_DEPTH + " deep",
              "Use functions, or split the rules.");
    } catch (GroovySyntaxError | IOException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Problem located(String shown, String text) {
    try {
      Problem unmatched = Brackets.problem(shown, text, lexer(text).getAllTokens());
      return unmatched == null ? furthest(shown, text) : unmatched;
    } catch (GroovySyntaxError e) {
      return character(shown, text, e);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static GroovyLangLexer lexer(String text) throws IOException {
    GroovyLangLexer lexer = new GroovyLangLexer(new StringReader(text));
    lexer.removeErrorListeners();
    return lexer;
  }

  private static Problem character(String shown, String text, GroovySyntaxError e) {
    String line = text.lines().skip(e.getLine() - 1L).findFirst().orElse("");
    String at = line.substring(Math.min(Math.max(e.getColumn() - 1, 0), line.length()));
    Place place = new Place(shown, e.getLine(), e.getColumn());
    if (at.startsWith("'") || at.startsWith("\"")) {
      return Problem.error(
          place, "this quote is never closed", "Add the quote that ends the text.");
    }
    String what = at.isEmpty() ? "unexpected end" : "unexpected character '" + at.charAt(0) + "'";
    return Problem.error(place, what, "Quotes are ' or \", and a text ends on the line it began.");
  }

  private static @Nullable Problem furthest(String shown, String text) throws IOException {
    FurthestToken tokens = new FurthestToken(lexer(text));
    GroovyLangParser parser = new GroovyLangParser(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    parser.getInterpreter().setPredictionMode(PredictionMode.LL);
    try {
      parser.compilationUnit();
      return null;
    } catch (ParseCancellationException e) {
      Token token = tokens.furthest();
      Place place = new Place(shown, token.getLine(), token.getCharPositionInLine() + 1);
      return Problem.error(
          place, CompilerMessages.UNEXPECTED_WORD + words(token), remedy(tokens, token));
    }
  }

  /** A comparison is often written the wrong way round. */
  private static String remedy(FurthestToken tokens, Token token) {
    int at = token.getTokenIndex();
    String sign = token.getText();
    boolean turned =
        at > 0
            && tokens.get(at - 1).getType() == GroovyLexer.ASSIGN
            && (sign.equals(">") || sign.equals("<"));
    return turned ? "Did you mean '" + sign + "='?" : REMEDY;
  }

  private static String words(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "end of file";
      case GroovyLexer.NL -> "end of line";
      default -> "'" + token.getText().strip() + "'";
    };
  }

  /** Notes how far the parser has looked, in whatever attempt. */
  private static final class FurthestToken extends CommonTokenStream {
    private int furthest;

    FurthestToken(TokenSource source) {
      super(source);
    }

    @Override
    public int LA(int i) {
      if (i == 1) {
        furthest = Math.max(furthest, LT(1).getTokenIndex());
      }
      return super.LA(i);
    }

    Token furthest() {
      return get(furthest);
    }
  }
}

package io.tocsin.dsl.dryrun;

import groovyjarjarantlr4.v4.runtime.Token;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.jspecify.annotations.Nullable;

/** Rule files as they were written, to show a stage by its own words. Confined to one thread. */
public final class RuleLines {

  private static final int MAX_WIDTH = 72;
  private static final Set<Integer> OPENING =
      Set.of(GroovyLexer.LBRACE, GroovyLexer.LPAREN, GroovyLexer.LBRACK);
  private static final Set<Integer> CLOSING =
      Set.of(GroovyLexer.RBRACE, GroovyLexer.RPAREN, GroovyLexer.RBRACK);

  private final Map<String, List<String>> files = new HashMap<>();

  /**
   * What stands at a place, to the end of its line's code and at most {@value #MAX_WIDTH}
   * characters; empty when the file cannot be read or has no such line. Comments that end the line
   * are left out, and so is a bracket whose partner stands before the place.
   */
  public String at(Place place) {
    List<String> lines = files.computeIfAbsent(place.file(), RuleLines::read);
    if (place.line() < 1 || place.line() > lines.size()) {
      return "";
    }
    String line = lines.get(place.line() - 1);
    String text = line.substring(Math.min(Math.max(place.column() - 1, 0), line.length())).strip();
    text = text.substring(0, codeEnd(text)).stripTrailing();
    if (text.endsWith("{")) {
      text = text.substring(0, text.length() - 1).stripTrailing();
    }
    return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "…";
  }

  /** Where the last token ends, or a bracket closes that was not opened in the text. */
  private static int codeEnd(String text) {
    int open = 0;
    int end = 0;
    Token before = null;
    for (Token token : tokens(text)) {
      int type = token.getType();
      boolean code = token.getChannel() == Token.DEFAULT_CHANNEL && type != GroovyLexer.NL;
      if (type == Token.EOF || !code) {
        continue;
      }
      if (opensComment(before, token)) {
        return text.offsetByCodePoints(0, before.getStartIndex());
      }
      open += OPENING.contains(type) ? 1 : CLOSING.contains(type) ? -1 : 0;
      if (open < 0) {
        break;
      }
      end = token.getStopIndex() + 1;
      before = token;
    }
    return end == 0 ? text.length() : text.offsetByCodePoints(0, end);
  }

  /** A comment that goes on in the next line is no token of its own. */
  private static boolean opensComment(@Nullable Token before, Token token) {
    return before != null
        && before.getType() == GroovyLexer.DIV
        && token.getType() == GroovyLexer.MUL
        && before.getStopIndex() + 1 == token.getStartIndex();
  }

  /** The tokens of one line; none when it cannot be read without the lines around it. */
  private static List<? extends Token> tokens(String text) {
    try {
      GroovyLangLexer lexer = new GroovyLangLexer(new StringReader(text));
      lexer.removeErrorListeners();
      return lexer.getAllTokens();
    } catch (IOException | GroovySyntaxError e) {
      return List.of();
    }
  }

  private static List<String> read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException | InvalidPathException e) {
      return List.of(); // it was read when the rules were loaded; without it a place must do
    }
  }
}

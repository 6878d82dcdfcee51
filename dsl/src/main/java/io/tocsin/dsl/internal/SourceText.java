package io.tocsin.dsl.internal;

import groovyjarjarantlr4.v4.runtime.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovyLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;

/** The text of a rule file by position, for the identity of functions. */
final class SourceText {

  /** Where a name stands. */
  record At(int line, int column) {
    static At of(ASTNode node) {
      return new At(node.getLineNumber(), node.getColumnNumber());
    }
  }

  /** After these, or before those, a new line does not end a statement. */
  private static final Set<String> GOES_ON =
      Set.of("{", "(", "[", ",", "->", "&&", "||", "?", ":", "=", "==", "!=", "+", "-", "*", "/");

  private static final Set<String> CONTINUES =
      Set.of("}", ")", "]", ".", "?.", "&&", "||", "?", ":", "?:");
  private static final Set<String> TIGHT_AFTER = Set.of("(", "[", ".", "?.", "!", "{");
  private static final Set<String> TIGHT_BEFORE = Set.of(")", "]", ",", ".", "?.", "(", "[", "}");

  private final List<String> lines;

  private SourceText(List<String> lines) {
    this.lines = lines;
  }

  static SourceText of(SourceUnit unit) {
    try (Reader reader = unit.getSource().getReader();
        BufferedReader buffered = new BufferedReader(reader)) {
      return new SourceText(buffered.lines().toList());
    } catch (IOException e) {
      throw new IllegalStateException("cannot read again " + unit.getName(), e);
    }
  }

  /** Whether what stands at a node is in quotes. */
  boolean isQuoted(ASTNode node) {
    if (node.getLineNumber() < 1 || node.getLineNumber() > lines.size()) {
      return false;
    }
    String line = lines.get(node.getLineNumber() - 1);
    int column = node.getColumnNumber() - 1;
    return column >= 0 && column < line.length() && "'\"".indexOf(line.charAt(column)) >= 0;
  }

  /**
   * What was written for a node, token by token: neither layout, nor comments, nor the names of
   * outer variables make it another function.
   *
   * @param names what to write in place of the names at these places
   */
  String of(ASTNode node, Map<At, String> names) {
    String raw = raw(node);
    try {
      GroovyLangLexer lexer = new GroovyLangLexer(new StringReader(raw));
      lexer.removeErrorListeners();
      return unbraced(join(node, lexer.getAllTokens(), names));
    } catch (IOException | GroovySyntaxError e) {
      return raw.strip();
    }
  }

  private String raw(ASTNode node) {
    StringBuilder raw = new StringBuilder();
    for (int line = node.getLineNumber(); line <= node.getLastLineNumber(); line++) {
      if (line < 1 || line > lines.size()) {
        continue;
      }
      String text = lines.get(line - 1);
      int from = line == node.getLineNumber() ? node.getColumnNumber() - 1 : 0;
      int to = line == node.getLastLineNumber() ? node.getLastColumnNumber() - 1 : text.length();
      raw.append(text, Math.min(from, text.length()), Math.min(Math.max(from, to), text.length()));
      raw.append('\n');
    }
    return raw.toString();
  }

  private static String join(ASTNode node, List<? extends Token> tokens, Map<At, String> names) {
    StringBuilder out = new StringBuilder();
    String last = "{";
    boolean ended = false;
    boolean inText = false;
    for (Token token : tokens) {
      if (token.getChannel() != Token.DEFAULT_CHANNEL || token.getType() == Token.EOF) {
        continue;
      }
      if (token.getType() == GroovyLexer.NL || token.getType() == GroovyLexer.SEMI) {
        ended = true;
        continue;
      }
      String text = names.getOrDefault(place(node, token), token.getText());
      boolean closesText = isTextPart(token) || token.getType() == GroovyLexer.GStringEnd;
      if (ended && !GOES_ON.contains(last) && !CONTINUES.contains(text)) {
        out.append("; ");
      } else if (!inText
          && !(closesText && token.getType() != GroovyLexer.GStringBegin)
          && !TIGHT_AFTER.contains(last)
          && !TIGHT_BEFORE.contains(text)) {
        out.append(' ');
      }
      out.append(text);
      inText = isTextPart(token);
      last = text;
      ended = false;
    }
    return out.toString();
  }

  private static String unbraced(String block) {
    return block.startsWith("{") && block.endsWith("}")
        ? block.substring(1, block.length() - 1)
        : block;
  }

  private static boolean isTextPart(Token token) {
    return token.getType() == GroovyLexer.GStringBegin
        || token.getType() == GroovyLexer.GStringPart
        || token.getType() == GroovyLexer.GStringPathPart;
  }

  private static At place(ASTNode node, Token token) {
    boolean firstLine = token.getLine() == 1;
    int column = token.getCharPositionInLine() + 1;
    return new At(
        node.getLineNumber() + token.getLine() - 1,
        firstLine ? node.getColumnNumber() + column - 1 : column);
  }
}

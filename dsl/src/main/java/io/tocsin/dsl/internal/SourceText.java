package io.tocsin.dsl.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;

/** The text of a rule file by position, for the identity of functions. */
final class SourceText {

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

  /**
   * What was written for a node, with comments gone and white space outside of quotes folded:
   * layout makes no other function.
   */
  String of(ASTNode node) {
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
    return fold(raw);
  }

  static String fold(CharSequence raw) {
    StringBuilder out = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      char next = i + 1 < raw.length() ? raw.charAt(i + 1) : 0;
      if (quote != 0) {
        out.append(c);
        if (c == '\\' && next != 0) {
          out.append(next);
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '/' && next == '/' && !endsWithOperator(out)) {
        i = skipTo(raw, i, "\n") - 1;
      } else if (c == '/' && next == '*') {
        i = skipTo(raw, i + 2, "*/") + 1;
      } else if (Character.isWhitespace(c)) {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else {
        if (c == '\'' || c == '"' || (c == '/' && endsWithOperator(out))) {
          quote = c;
        }
        out.append(c);
      }
    }
    return out.toString().trim();
  }

  /** A slash after an operator opens a regular expression; elsewhere it divides. */
  private static boolean endsWithOperator(StringBuilder out) {
    int end = out.length() - 1;
    while (end >= 0 && out.charAt(end) == ' ') {
      end--;
    }
    return end >= 0 && "~=(,[".indexOf(out.charAt(end)) >= 0;
  }

  private static int skipTo(CharSequence raw, int from, String end) {
    int at = raw.toString().indexOf(end, from);
    return at < 0 ? raw.length() : at;
  }
}

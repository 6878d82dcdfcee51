package io.tocsin.dsl.internal;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.jspecify.annotations.Nullable;

/** Which parts of a file are tests: values there are dynamic. */
final class TestBlocks {

  private static final String KEY = "tocsin.tests";

  /** From a place to another, both belonging to it. */
  record Span(int line, int column, int lastLine, int lastColumn) {
    boolean holds(ASTNode node) {
      return holds(node.getLineNumber(), node.getColumnNumber());
    }

    boolean holds(int atLine, int atColumn) {
      return (atLine > line || (atLine == line && atColumn >= column))
          && (atLine < lastLine || (atLine == lastLine && atColumn <= lastColumn));
    }
  }

  private TestBlocks() {}

  static Span span(ASTNode node) {
    return new Span(
        node.getLineNumber(),
        node.getColumnNumber(),
        node.getLastLineNumber(),
        node.getLastColumnNumber());
  }

  /** Keeps the spans of a file's tests, which may be added later on. */
  static void note(ClassNode script, List<Span> spans) {
    script.putNodeMetaData(KEY, spans);
  }

  static boolean hold(ClassNode script, ASTNode node) {
    @Nullable List<Span> spans = script.getNodeMetaData(KEY);
    return spans != null && spans.stream().anyMatch(span -> span.holds(node));
  }
}

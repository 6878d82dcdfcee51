package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.groovy.parser.antlr4.GroovyLangLexer;
import org.apache.groovy.parser.antlr4.GroovySyntaxError;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.jspecify.annotations.Nullable;

/**
 * Finds the true place of a syntax error. Groovy's parser blames the outermost block for a fault
 * inside it; here each block is parsed by itself, innermost first, with all else blanked out so
 * that positions stay.
 */
final class SyntaxErrors {

  /** Parsing block by block is quadratic in the worst case. */
  private static final int MAX_BLOCKS = 2_000;

  private SyntaxErrors() {}

  static List<Problem> locate(
      String shown, String unit, String text, MultipleCompilationErrorsException all) {
    List<Problem> told = CompilerMessages.problems(all, name -> shown, name -> name.equals(unit));
    Problem located = innermost(shown, text);
    return located == null ? told : List.of(located);
  }

  private static @Nullable Problem innermost(String shown, String text) {
    List<int[]> blocks = new ArrayList<>();
    Problem unmatched = blocks(shown, text, blocks);
    if (blocks.size() > MAX_BLOCKS) {
      return unmatched;
    }
    for (int[] block : blocks) {
      Problem problem = parseAlone(shown, text, block[0], block[1]);
      if (problem != null) {
        return problem;
      }
    }
    return unmatched;
  }

  /** Fills in the blocks, innermost first, as offsets after { and before }. */
  private static @Nullable Problem blocks(String shown, String text, List<int[]> blocks) {
    Deque<int[]> open = new ArrayDeque<>();
    try {
      GroovyLangLexer lexer = new GroovyLangLexer(new StringReader(text));
      lexer.removeErrorListeners();
      for (var token : lexer.getAllTokens()) {
        String t = token.getText();
        if (t.equals("{") || t.endsWith("${")) {
          open.push(
              new int[] {
                token.getStopIndex() + 1, token.getLine(), token.getCharPositionInLine() + 1
              });
        } else if (t.equals("}")) {
          if (open.isEmpty()) {
            return Problem.error(
                new Place(shown, token.getLine(), token.getCharPositionInLine() + 1),
                "a '}' without a '{' before it",
                "Remove it, or add the '{'.");
          }
          blocks.add(new int[] {open.pop()[0], token.getStartIndex()});
        }
      }
    } catch (GroovySyntaxError e) {
      return Problem.error(
          new Place(shown, e.getLine(), e.getColumn()),
          "unexpected character or unclosed quotes",
          "Check the quotes on this line and before it.");
    } catch (IOException | RuntimeException e) {
      return null;
    }
    if (open.isEmpty()) {
      return null;
    }
    int[] unclosed = open.pop();
    return Problem.error(
        new Place(shown, unclosed[1], unclosed[2]),
        "this '{' is never closed",
        "Add the '}' that ends it.");
  }

  private static @Nullable Problem parseAlone(String shown, String text, int from, int to) {
    StringBuilder alone = new StringBuilder(text.substring(0, to));
    for (int i = 0; i < from; i++) {
      if (alone.charAt(i) != '\n') {
        alone.setCharAt(i, ' ');
      }
    }
    blankParameters(alone, from);
    try {
      CompilationUnit parse = new CompilationUnit(CompilerSetup.parsing());
      parse.addSource("alone.groovy", alone.toString());
      parse.compile(Phases.CONVERSION);
      return null;
    } catch (MultipleCompilationErrorsException e) {
      List<Problem> problems = CompilerMessages.problems(e, name -> shown, name -> true);
      return problems.isEmpty() ? null : problems.get(0);
    }
  }

  /** A block's parameters, {@code e ->}, are no statement of their own. */
  private static void blankParameters(StringBuilder alone, int from) {
    int i = from;
    while (i < alone.length() && "\n{}();".indexOf(alone.charAt(i)) < 0) {
      if (alone.charAt(i) == '-' && i + 1 < alone.length() && alone.charAt(i + 1) == '>') {
        for (int j = from; j < i + 2; j++) {
          alone.setCharAt(j, ' ');
        }
        return;
      }
      i++;
    }
  }
}

package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/** The problems of one file, as they are found. Confined to one thread. */
final class ProblemSink {

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  ProblemSink(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void error(ASTNode where, String what, String remedy) {
    problems.add(Problem.error(Ast.place(file, where), what, remedy));
  }

  List<Problem> problems() {
    return problems;
  }
}

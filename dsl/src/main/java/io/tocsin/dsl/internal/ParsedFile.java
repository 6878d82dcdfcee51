package io.tocsin.dsl.internal;

import groovy.lang.GroovyClassLoader;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.ErrorCollector;
import org.codehaus.groovy.control.SourceUnit;

/**
 * A rule file that is parsed once, by itself, so that its syntax errors are its own and what it
 * includes is known; then handed to the compilation of all files as it is. Parsing is the dearest
 * step of a load.
 */
final class ParsedFile extends SourceUnit {

  private ParsedFile(
      String name, String text, CompilerConfiguration configuration, GroovyClassLoader loader) {
    super(name, text, configuration, loader, new ErrorCollector(configuration));
  }

  /**
   * Parses a file.
   *
   * @throws org.codehaus.groovy.control.CompilationFailedException if its syntax is wrong
   */
  static ParsedFile parse(
      String name, String text, CompilerConfiguration configuration, GroovyClassLoader loader) {
    ParsedFile file = new ParsedFile(name, text, configuration, loader);
    file.parse();
    file.completePhase();
    file.convert();
    return file;
  }

  /** Tells further problems to a compilation of many files. */
  void reportTo(ErrorCollector collector) {
    errorCollector = collector;
  }

  @Override
  public ModuleNode buildAST() {
    return ast == null ? super.buildAST() : ast;
  }
}

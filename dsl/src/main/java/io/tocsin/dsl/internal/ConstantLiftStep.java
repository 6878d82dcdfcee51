package io.tocsin.dsl.internal;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Runs {@link ConstantLift} before names are resolved. */
final class ConstantLiftStep extends CompilationCustomizer {

  ConstantLiftStep() {
    super(CompilePhase.CONVERSION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
    if (node.isScript()) {
      ConstantLift.lift(node);
    }
  }
}

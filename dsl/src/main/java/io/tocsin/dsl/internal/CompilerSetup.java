package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleScript;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** How Groovy's compiler is set up for rules. */
final class CompilerSetup {

  /** So many problems are told in one go. */
  private static final int TOLERANCE = 200;

  private CompilerSetup() {}

  /** For reading syntax only. */
  static CompilerConfiguration parsing() {
    CompilerConfiguration c = new CompilerConfiguration();
    c.setScriptBaseClass(RuleScript.class.getName());
    c.setSourceEncoding("UTF-8");
    c.setTargetBytecode("17");
    c.setTolerance(TOLERANCE);
    c.getOptimizationOptions().put(CompilerConfiguration.INVOKEDYNAMIC, false);
    // Rules do not fetch code from anywhere.
    c.setDisabledGlobalASTTransformations(Set.of("groovy.grape.GrabAnnotationTransformation"));
    return c;
  }

  /** For compiling statically, with the steps that know rules. */
  static CompilerConfiguration compiling(RuleTransform transform) {
    CompilerConfiguration c = parsing();
    ImportCustomizer imports = new ImportCustomizer();
    imports.addImports(
        "io.tocsin.event.Event", "io.tocsin.sink.SinkSettings", "java.time.Duration");
    c.addCompilationCustomizers(imports);
    c.addCompilationCustomizers(new ConstantLiftStep());
    c.addCompilationCustomizers(transform);
    c.addCompilationCustomizers(new StaticStep());
    return c;
  }
}

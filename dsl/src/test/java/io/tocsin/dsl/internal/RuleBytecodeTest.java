package io.tocsin.dsl.internal;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.GroovyClassLoader;
import groovyjarjarasm.asm.ClassReader;
import groovyjarjarasm.asm.ClassVisitor;
import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.tools.GroovyClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs for each event calls what it calls directly: nothing is looked up by name. */
final class RuleBytecodeTest {

  private static final String RULES =
      """
      def limit = 5
      def hosts = ['a', 'b']
      def sizes = [a: 3, b: 5]
      boolean high(Event e) { e.metric > 3 && e.state == 'critical' && e.service.startsWith('x') }
      String label(Event e) { "$e.host of ${e.service}" }
      streams {
        where {
          service =~ /^cpu/ && host in ['h1', 'h2'] && tagged('prod') && metric < 0.9
              && attr('x').toInteger() > 3 && !(state in ['ok']) && event['y'] != 'z'
        } { index() }
        for (h in hosts) where {
          host == h && metric > limit && metric < sizes[h] && tags.any { t -> t.startsWith('x') && host == h }
        } { index() }
        map { e ->
          def m = service =~ /^disk (.*)$/
          m ? e.set(service: "d ${m.group(1)}", metric: e.metric / 2 + 1) : null
        } { index() }
        by { host + service } { adjust('metric') { it * 2 } { changed { [state, host] } { index() } } }
        where { high(event) || expired || (metric ?: 0) > ttl || metric in 1..3 } { index() }
        where { label(event) != 'x' && service.like('a%') && Math.abs(metric) > 1 } { index() }
        where { if (metric > 1) return true; for (t in tags) { if (t == 'x') return true }; false } { index() }
        tumbling(10.seconds) {
          fold('x') { es -> es.max { it.metric } } { index() }
          fold('y') { es -> es[0].set(metric: es.size()) } { index() }
        }
      }
      """;

  /** Groovy's ways to find a method, property or operator by name while it runs. */
  private static final Set<String> LOOK_UPS =
      Set.of(
          "org/codehaus/groovy/runtime/InvokerHelper",
          "org/codehaus/groovy/runtime/callsite/CallSite",
          "org/codehaus/groovy/vmplugin/v8/IndyInterface",
          "io/tocsin/dsl/internal/DynamicOps");

  @TempDir private Path directory;

  private List<GroovyClass> compiled() throws Exception {
    SourceReader reader = new SourceReader();
    reader.readNamed(Files.writeString(directory.resolve("rules.groovy"), RULES));
    RuleTransform transform =
        new RuleTransform(new Includes(reader.sources()), name -> name, new Trial());
    CompilerConfiguration configuration = CompilerSetup.compiling(transform);
    CompilationUnit unit =
        new CompilationUnit(
            configuration,
            null,
            new GroovyClassLoader(getClass().getClassLoader(), configuration, false));
    for (RuleSource source : reader.sources().values()) {
      source.parsed().reportTo(unit.getErrorCollector());
      unit.addSource(source.parsed());
    }
    unit.compile(Phases.CLASS_GENERATION);
    assertThat(transform.problems()).isEmpty();
    return List.copyOf(unit.getClasses());
  }

  @Test
  void looksNothingUpByName() throws Exception {
    List<String> found = new ArrayList<>();
    int[] lambdas = {0};
    for (GroovyClass compiled : compiled()) {
      new ClassReader(compiled.getBytes())
          .accept(new LookUps(compiled.getName(), found, lambdas), 0);
    }

    assertThat(found).isEmpty();
    assertThat(lambdas[0]).as("blocks that are JVM lambdas").isEqualTo(11);
  }

  private static final class LookUps extends ClassVisitor {
    private final String owner;
    private final List<String> found;
    private final int[] lambdas;

    LookUps(String owner, List<String> found, int[] lambdas) {
      super(Opcodes.ASM9);
      this.owner = owner;
      this.found = found;
      this.lambdas = lambdas;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      // These are of every Groovy class, and do not run for an event.
      if (method.startsWith("$") || method.startsWith("<") || method.equals("main")) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String name, String type, Handle bootstrap, Object... arguments) {
          if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
            lambdas[0]++;
          } else {
            found.add(owner + "." + method + ": invokedynamic " + name);
          }
        }

        @Override
        public void visitMethodInsn(
            int opcode, String target, String name, String type, boolean isInterface) {
          boolean adapter =
              target.endsWith("ScriptBytecodeAdapter")
                  && (name.startsWith("invoke")
                      || name.startsWith("get")
                      || name.startsWith("set"));
          if (adapter || LOOK_UPS.contains(target)) {
            found.add(owner + "." + method + ": " + target + "." + name);
          }
        }
      };
    }
  }
}

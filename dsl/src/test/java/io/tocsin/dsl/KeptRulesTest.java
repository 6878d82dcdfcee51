package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.dsl.cache.RuleCache;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads with a cache differ from loads without one in nothing but what they cost. */
final class KeptRulesTest {

  private static final String RULES =
      """
      include 'teams'
      def out = console()
      def zones = table('zones.csv', key: 'host')
      streams {
        where { metric > 1 && high(event) } { sendTo out }
        enrich(zones, on: 'host') { index() }
      }
      tests {
        test('high is told') {
          inject host: 'a', service: 's', metric: 5
          assert sent(out).size() == 1
          assert indexed(host: 'a', service: 's')['zone'] == 'north'
        }
      }
      """;

  private static final String TEAM = "boolean high(Event e) { e.metric > 3 }\n";

  @TempDir private Path folder;

  private Path rules;

  @BeforeEach
  void write() throws Exception {
    rules = Files.writeString(folder.resolve("rules.groovy"), RULES);
    Files.createDirectory(folder.resolve("teams"));
    Files.writeString(folder.resolve("teams/a.groovy"), TEAM);
    Files.writeString(folder.resolve("zones.csv"), "host,zone\na,north\n");
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private RuleCompiler compiler() {
    return compiler("build 1");
  }

  private RuleCompiler compiler(String build) {
    return RuleCompiler.forChecking().withCache(RuleCache.in(cache(), build));
  }

  /**
   * The files of the cache, by what the file system knows them by: what is written anew differs.
   */
  private List<Object> kept() throws Exception {
    if (!Files.exists(cache())) {
      return List.of();
    }
    List<Object> kept = new ArrayList<>();
    try (Stream<Path> files = Files.list(cache())) {
      for (Path file : files.sorted().toList()) {
        kept.add(file);
        kept.add(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
      }
    }
    return kept;
  }

  private List<String> failures(RuleCompiler compiler) throws Exception {
    try (RuleSet set = compiler.compile(rules)) {
      List<RuleTestRunner.Result> results = RuleTestRunner.run(set, result -> {});
      assertThat(results).hasSize(1);
      return results.stream().map(r -> String.valueOf(r.failure())).toList();
    }
  }

  /** Loads again; whether the compiler had to run. */
  private boolean compilesAgain() throws Exception {
    List<Object> before = kept();
    failures(compiler());
    return !kept().equals(before);
  }

  @Test
  void areTheSameAsCompiledOnes() throws Exception {
    try (RuleSet fresh = compiler().compile(rules);
        RuleSet kept = compiler().compile(rules)) {
      assertThat(kept.streams()).isEqualTo(fresh.streams()).isNotEmpty();
      assertThat(kept.server()).isEqualTo(fresh.server());
      assertThat(kept.outputs()).isEqualTo(fresh.outputs()).isNotEmpty();
      assertThat(kept.warnings()).isEqualTo(fresh.warnings());
      assertThat(kept.files()).isEqualTo(fresh.files()).hasSize(3);
      assertThat(kept.tests()).hasSameSizeAs(fresh.tests());
    }
  }

  @Test
  void runAsCompiledOnesDo() throws Exception {
    assertThat(failures(compiler())).containsExactly("null");
    assertThat(compilesAgain()).isFalse();
    assertThat(failures(compiler())).containsExactly("null");
  }

  @ParameterizedTest
  @CsvSource({
    "rules.groovy, 'streams { }\ntests { test(\"x\") { } }', true",
    "teams/a.groovy, 'boolean high(Event e) { e.metric > 4 }', true",
    "teams/b.groovy, 'boolean low(Event e) { false }', true",
    "other.groovy, 'streams { }', false",
  })
  void areCompiledAgainWhenAFileOfTheirsChanges(String file, String text, boolean again)
      throws Exception {
    failures(compiler());

    Files.writeString(folder.resolve(file), text);

    assertThat(compilesAgain()).isEqualTo(again);
    assertThat(compilesAgain()).isFalse();
  }

  @Test
  void areFoundAgainWhenAChangeIsTakenBack() throws Exception {
    failures(compiler());
    Files.writeString(rules, RULES + "// one more line\n");
    failures(compiler());

    Files.writeString(rules, RULES);

    assertThat(compilesAgain()).isFalse();
  }

  @Test
  void readTheirTablesAnew() throws Exception {
    failures(compiler());

    Files.writeString(folder.resolve("zones.csv"), "host,zone\na,south\n");

    assertThat(failures(compiler()).get(0)).contains("north");
  }

  @Test
  void ofAnotherBuildAreCompiledAgain() throws Exception {
    failures(compiler("build 1"));
    List<Object> before = kept();

    failures(compiler("build 2"));

    assertThat(kept()).hasSize(before.size() + 2);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "100", "-1"})
  void thatWereTornAreCompiledAgain(int length) throws Exception {
    failures(compiler());
    Path file = (Path) kept().get(0);
    byte[] whole = Files.readAllBytes(file);
    byte[] torn = java.util.Arrays.copyOf(whole, length < 0 ? whole.length + length : length);
    Files.write(file, torn);

    assertThat(failures(compiler())).containsExactly("null");
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    assertThat(compilesAgain()).isFalse();
  }

  @Test
  void thatAreWrongAreToldAsWithoutACache() throws Exception {
    failures(compiler());
    Files.writeString(folder.resolve("teams/a.groovy"), "boolean high(Event e) { e.metrik > 3 }\n");

    List<Problem> without = problems(RuleCompiler.forChecking());

    assertThat(problems(compiler())).isEqualTo(without).isNotEmpty();
    assertThat(problems(compiler())).isEqualTo(without);
  }

  @Test
  void thatFailWhenTheyRunAreToldAsWithoutACache() throws Exception {
    Files.delete(folder.resolve("zones.csv"));

    List<Problem> without = problems(RuleCompiler.forChecking());

    assertThat(problems(compiler())).isEqualTo(without).isNotEmpty();
    assertThat(problems(compiler())).isEqualTo(without);
  }

  @Test
  void whoseTestsLookAtAProbeThatIsNotThereAreToldAsWithoutACache() throws Exception {
    Files.writeString(
        rules,
        "streams { probe('a') }\n"
            + "tests { test('x') { inject host: 'a'; assert probe('b').size() == 1 } }\n");

    List<Problem> without = problems(RuleCompiler.forChecking());

    assertThat(without).singleElement().asString().contains("no probe 'b'");
    assertThat(problems(compiler())).isEqualTo(without);
    assertThat(kept()).hasSize(2);
    assertThat(problems(compiler())).isEqualTo(without);
  }

  private List<Problem> problems(RuleCompiler compiler) {
    return catchThrowableOfType(RuleException.class, () -> compiler.compile(rules)).problems();
  }

  @Test
  void holdNoSecret() throws Exception {
    Files.writeString(
        rules, "def out = slack(webhook: secret('HOOK'))\nstreams { sendTo out }\ntests { }\n");
    String secret = "https://hooks.example/sesame";

    RuleCompiler compiler =
        RuleCompiler.forRunning(Map.of("HOOK", secret)).withCache(RuleCache.in(cache(), "build 1"));
    compiler.compile(rules).close();
    compiler.compile(rules).close();

    assertThat(kept()).hasSize(2);
    byte[] bytes = Files.readAllBytes((Path) kept().get(0));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("HOOK")
        .doesNotContain(secret);
  }

  @Test
  void needNothingOfTheCompiler() throws Exception {
    assertThat(compilersClasses(folder.resolve("first.log"))).isNotEmpty();
    assertThat(compilersClasses(folder.resolve("second.log"))).isEmpty();
  }

  /** The classes of Groovy's compiler that a load in a JVM of its own makes use of. */
  private TreeSet<String> compilersClasses(Path log) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName(),
                cache().toString(),
                rules.toString())
            .inheritIO()
            .start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    TreeSet<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      if (line.matches(
          ".*(control\\.CompilationUnit |CompilerConfiguration |SourceUnit "
              + "|parser\\.antlr4|groovyjarjarantlr4|groovyjarjarasm\\.asm\\.ClassWriter |transform\\.stc|dsl\\.internal\\.Compilation ).*")) {
        found.add(line);
      }
    }
    return found;
  }

  /** One load with a cache, as a program. */
  static final class Load {
    private Load() {}

    public static void main(String[] arguments) throws Exception {
      RuleCompiler.forChecking()
          .withCache(RuleCache.in(Path.of(arguments[0]), "build 1"))
          .compile(Path.of(arguments[1]))
          .close();
    }
  }
}

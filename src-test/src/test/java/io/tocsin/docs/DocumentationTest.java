package io.tocsin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.docs.Documents.Block;
import io.tocsin.docs.Documents.Link;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.RuleTest;
import io.tocsin.dsl.RuleTestRunner;
import io.tocsin.dsl.RuleTestRunner.Result;
import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.Verb;
import io.tocsin.stream.DropReason;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is run; what there is has its entry, and nothing else has. */
final class DocumentationTest {

  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CHANGE =
      Pattern.compile("- \\[(CHANGE|FEATURE|ENHANCEMENT|BUGFIX)] [a-z]+: .+[^.]");

  @TempDir private Path directory;

  static List<Block> blocks() {
    return Documents.blocks();
  }

  static List<Path> examples() {
    return Documents.examples();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void rulesThatAreShownCompileAndTheirTestsPass(Block block) throws Exception {
    Path file = Files.writeString(directory.resolve("shown.groovy"), block.rules());
    String table = between(Documents.text("docs/verbs.md"), "\n```csv\n", "```");
    Files.writeString(directory.resolve("hosts.csv"), table.substring("\n```csv\n".length()));

    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      assertThat(failures(rules)).as(block.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void examplesPassTheirTests(Path file) throws Exception {
    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      assertThat(rules.warnings()).isEmpty();
      assertThat(failures(rules)).isEmpty();
    }
  }

  @Test
  void everyExampleHasTestsOrIsIncludedByOneThatHas() throws Exception {
    Set<Path> tested = new HashSet<>();
    for (Path file : Documents.examples()) {
      try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
        if (!rules.tests().isEmpty()) {
          tested.addAll(rules.files());
        }
      }
    }

    assertThat(tested).isNotEmpty().containsAll(Documents.examples());
  }

  @Test
  void everyVerbHasOneEntryAndEveryEntryIsAVerb() {
    String text = Documents.text("docs/verbs.md");
    List<String> entries =
        Pattern.compile("^### `(\\w+)`$", Pattern.MULTILINE)
            .matcher(text)
            .results()
            .map(entry -> entry.group(1))
            .toList();

    assertThat(entries).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(verbs());
  }

  @Test
  void everyOptionStandsInTheEntryOfItsVerbOrOfItsFamily() {
    String text = Documents.text("docs/verbs.md");
    String outputs = between(text, "\n## Outputs", "\n### ");
    Set<String> missing = new TreeSet<>();
    for (Method method : RuleScript.class.getMethods()) {
      for (Option option : method.getAnnotationsByType(Option.class)) {
        String entry = between(text, "\n### `" + method.getName() + "`\n", "\n###") + outputs;
        if (!Pattern.compile("\\b" + option.name() + "\\b").matcher(entry).find()) {
          missing.add(method.getName() + " " + option.name());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(DropReason.class)
  void everyReasonOfALossIsInTheHandbook(DropReason reason) {
    String losses = between(Documents.text("docs/handbook.md"), "\n## Losses", "\n## ");

    assertThat(losses).contains("`" + reason.label() + "`");
  }

  @Test
  void everyArtifactOfThePomsIsExplained() throws Exception {
    Set<String> explained =
        CODE.matcher(Documents.text("docs/dependencies.md"))
            .results()
            .map(code -> code.group(1))
            .collect(Collectors.toSet());
    Set<String> unexplained = new TreeSet<>();
    List<String> modules =
        List.of(".", "engine", "notifiers", "dsl", "server", "src-test", "src-test/bench");
    for (String module : modules) {
      Stream<MatchResult> artifacts =
          ARTIFACT.matcher(Documents.text(module + "/pom.xml")).results();
      artifacts
          .map(artifact -> artifact.group(1))
          .filter(name -> !name.matches("tocsin.*|\\$.*") && !name.matches("maven-\\w+-plugin"))
          .filter(name -> !explained.contains(name))
          .forEach(unexplained::add);
    }

    assertThat(explained).isNotEmpty();
    assertThat(unexplained).isEmpty();
  }

  @Test
  void linksLeadSomewhere() {
    List<Link> links = Documents.links();

    assertThat(links).isNotEmpty();
    assertThat(links.stream().filter(link -> !leadsSomewhere(link))).isEmpty();
  }

  @Test
  void whatTheReadmeTapsIsInTheRulesThatRunWithoutAny() throws Exception {
    Path quickstart = Documents.root().resolve("config-examples/quickstart.groovy");
    List<String> tapped =
        Pattern.compile("bin/tocsin tap '([^']+)'")
            .matcher(Documents.text("README.md"))
            .results()
            .map(tap -> tap.group(1))
            .toList();

    assertThat(tapped).isNotEmpty();
    assertThat(tapped)
        .allSatisfy(
            name ->
                assertThat(Files.readString(quickstart))
                    .containsAnyOf("rule('" + name + "')", "probe('" + name + "')"));
  }

  @Test
  void theGuideFromRiemannHasEachOfItsNames() {
    String guide = Documents.text("docs/migrating-from-riemann.md");
    Set<String> explained =
        between(guide, "\n## Function by function", "\n### ")
            .lines()
            .filter(line -> line.startsWith("| ") && line.split(" \\| ").length == 2)
            .flatMap(line -> CODE.matcher(line.split(" \\| ")[0]).results())
            .map(code -> code.group(1))
            .collect(Collectors.toSet());
    List<String> names =
        Documents.text("src-test/src/test/resources/riemann-names.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Stream.of(line.split(" ")))
            .toList();

    assertThat(names).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(explained).containsAll(names);
  }

  @Test
  void changesAreLinesOfOneForm() {
    List<String> lines =
        Documents.text("CHANGELOG.md").lines().filter(line -> line.startsWith("- ")).toList();

    assertThat(lines).isNotEmpty().allMatch(CHANGE.asMatchPredicate());
  }

  private static boolean leadsSomewhere(Link link) {
    String[] parts = link.target().split("#", 2);
    Path file = parts[0].isEmpty() ? link.from() : link.from().resolveSibling(parts[0]);
    if (parts.length == 1) {
      return Files.exists(file);
    }
    return Files.isRegularFile(file)
        && Documents.headings(file).stream().map(Documents::anchor).anyMatch(parts[1]::equals);
  }

  private static Set<String> verbs() {
    return Arrays.stream(RuleScript.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Verb.class))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of the tests in their order, and the other way round: none may need what another left. */
  private static List<String> failures(RuleSet rules) {
    return Stream.of(rules, reversed(rules))
        .flatMap(set -> RuleTestRunner.run(set, result -> {}).stream())
        .filter(result -> !result.passed())
        .map(DocumentationTest::told)
        .toList();
  }

  private static RuleSet reversed(RuleSet rules) {
    List<RuleTest> tests = new ArrayList<>(rules.tests());
    Collections.reverse(tests);
    return new RuleSet(
        rules.streams(),
        rules.server(),
        rules.outputs(),
        tests,
        rules.warnings(),
        rules.files(),
        rules.classes());
  }

  private static String told(Result result) {
    return result.test().name() + ": " + result.failure();
  }

  /** The text after the beginning, up to the end or that of the text. */
  private static String between(String text, String beginning, String end) {
    int from = text.indexOf(beginning);
    assertThat(from).as("'" + beginning.strip() + "' in the text").isNotNegative();
    int until = text.indexOf(end, from + beginning.length());
    return text.substring(from, until < 0 ? text.length() : until);
  }
}

package io.tocsin.server.command;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.RuleTest;
import io.tocsin.dsl.RuleTestRunner;
import io.tocsin.dsl.RuleTestRunner.Result;
import io.tocsin.dsl.dryrun.Coverage;
import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One run of the tests of some rules, told as it goes. */
final class TestRun {

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean covering;
  private final List<Result> results = new ArrayList<>();
  private final Set<Place> run = new HashSet<>();
  private final List<Problem> broken = new ArrayList<>();
  private final Set<Path> files = new LinkedHashSet<>();
  private final List<String> coverage = new ArrayList<>();

  TestRun(PrintWriter out, PrintWriter err, boolean covering) {
    this.out = out;
    this.err = err;
    this.covering = covering;
  }

  /** Runs the tests of one file or directory, but for those that another one had included. */
  void add(Path path) {
    try (RuleSet set = RuleCompiler.forChecking().compile(path)) {
      files.addAll(set.files());
      Coverage covered = covering ? new Coverage(set.streams()) : null;
      RuleSet untold = set.withTests(test -> !run.contains(where(test)));
      results.addAll(RuleTestRunner.run(untold, this::show, covered));
      untold.tests().forEach(test -> run.add(where(test)));
      if (covered != null) {
        tell(covered);
      }
    } catch (RuleException e) {
      files.addAll(e.files());
      e.problems().forEach(err::println);
      broken.addAll(e.problems());
    }
  }

  /** A test is known by its place: tables have several there. */
  private static Place where(RuleTest test) {
    Place place = test.place();
    String file = Path.of(place.file()).toAbsolutePath().normalize().toString();
    return new Place(file, place.line(), place.column());
  }

  private void show(Result result) {
    String note = result.passed() ? note(result.ruleFailures()) : "";
    out.println((result.passed() ? "ok    " : "FAIL  ") + result.test().name() + note);
    if (!result.passed()) {
      String.valueOf(result.failure()).lines().forEach(line -> out.println("      " + line));
    }
  }

  /** Rules that failed while a test passed, which else nobody would hear of. */
  private static String note(List<String> failures) {
    if (failures.isEmpty()) {
      return "";
    }
    String first = failures.get(0).lines().findFirst().orElse("");
    String count = failures.size() == 1 ? "1 failure" : failures.size() + " failures";
    return "   (" + count + " in rules: " + first + ")";
  }

  private void tell(Coverage covered) {
    coverage.add(covered.reached() + " of " + covered.stages() + " stages were reached");
    Set<String> untouched = covered.untouchedRules();
    if (untouched.isEmpty()) {
      coverage.add("every rule was reached");
    }
    untouched.forEach(rule -> coverage.add("no test reaches rule '" + rule + "'"));
    RuleLines lines = new RuleLines();
    covered
        .gaps()
        .forEach(
            gap ->
                coverage.add(
                    gap.stage().place()
                        + ": "
                        + gap.what()
                        + ": "
                        + lines.at(gap.stage().place())));
  }

  void writeJUnit(Path file) throws IOException {
    JUnitReport.write(file, results, broken);
  }

  /** Tells how many passed, and what was not reached. */
  void sum() {
    out.println(passed() + " passed, " + (results.size() - passed()) + " failed");
    coverage.forEach(out::println);
    if (results.isEmpty() && broken.isEmpty()) {
      err.println("no tests found: write them in tests { test('…') { … } }");
    }
  }

  private long passed() {
    return results.stream().filter(Result::passed).count();
  }

  /** The exit code: 0 when there are tests and all passed. */
  int code() {
    return broken.isEmpty() && !results.isEmpty() && passed() == results.size() ? 0 : 1;
  }

  /** All files that were read, for whoever waits for a change. */
  Set<Path> files() {
    return files;
  }
}

package io.tocsin.dsl;

import io.tocsin.dsl.dryrun.Coverage;
import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.dsl.internal.TestLane;
import io.tocsin.time.SystemTime;
import io.tocsin.time.TimeSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of a rule set in virtual time. Each test has a lane, an index and outputs of its
 * own: none leaves anything to another, and nothing is sent. Confined to one thread.
 */
public final class RuleTestRunner {

  private static final TimeSource TIME = new SystemTime();

  /**
   * What became of a test.
   *
   * @param failure why it failed, in words for people; null when it passed
   * @param ruleFailures what failed in the rules, each with its place, without that the test looked
   *     at its losses after it
   * @param nanos how long it took
   */
  public record Result(
      RuleTest test, @Nullable String failure, List<String> ruleFailures, long nanos) {

    public Result {
      ruleFailures = List.copyOf(ruleFailures);
    }

    public boolean passed() {
      return failure == null;
    }
  }

  private RuleTestRunner() {}

  /** Runs all tests in order; {@code each} hears of every result as it is there. */
  public static List<Result> run(RuleSet rules, Consumer<Result> each) {
    return run(rules, each, null);
  }

  /**
   * As {@link #run(RuleSet, Consumer)}.
   *
   * @param coverage counts what the tests reach; null for nothing
   */
  public static List<Result> run(
      RuleSet rules, Consumer<Result> each, @Nullable Coverage coverage) {
    RuleLines lines = new RuleLines();
    return rules.tests().stream()
        .map(
            test -> {
              Result result = run(rules, test, lines, coverage);
              each.accept(result);
              return result;
            })
        .toList();
  }

  private static Result run(
      RuleSet rules, RuleTest test, RuleLines lines, @Nullable Coverage coverage) {
    long started = TIME.nowMicros();
    TestLane lane = new TestLane(rules, lines, coverage);
    String failure = null;
    try {
      test.run(lane);
      lane.end();
    } catch (InternalError | UnknownError e) {
      throw e; // the JVM itself is broken: no further result would mean anything
    } catch (Throwable e) {
      failure = lane.explain(e, test);
    }
    return new Result(test, failure, lane.unseenFailures(), (TIME.nowMicros() - started) * 1000);
  }
}

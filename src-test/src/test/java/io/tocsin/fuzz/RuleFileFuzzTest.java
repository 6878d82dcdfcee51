package io.tocsin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule files with pieces taken out, doubled, moved and replaced compile, or are refused with their
 * problems, and soon. Own mutation: of random bytes nearly all would end at the first brace.
 *
 * <p>{@code TOCSIN_FUZZ_SECONDS} makes it go on for so long, from another seed each time; {@code
 * TOCSIN_FUZZ_SEED} repeats one.
 */
final class RuleFileFuzzTest {

  private static final int USUAL_FILES = 150;
  private static final int MAX_CHANGES = 3;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\w+|\\s+|=~|==~|==|>=|<=|->|\\?\\.|'[^'\\n]*'|\"[^\"\\n]*\"|.", Pattern.DOTALL);

  /** No loops: a rule file may well loop for ever, as any program. */
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          ",",
          ":",
          ";",
          "'",
          "\"",
          "\"\"\"",
          "/",
          "\\",
          "$",
          "${",
          "->",
          "?.",
          "*.",
          "..",
          "...",
          "@",
          "#",
          "=",
          "==",
          "=~",
          "==~",
          "!",
          "-",
          "+",
          "*",
          "%",
          "<",
          ">",
          "&&",
          "||",
          "?",
          "?:",
          "in",
          "as",
          "instanceof",
          "null",
          "true",
          "0",
          "-1",
          "99999999999999999999",
          "1.5e308",
          "0x7f",
          "1.second",
          "2.hours",
          "16.MB",
          "def",
          "class",
          "return",
          "import",
          "static",
          "new",
          "this",
          "super",
          "it",
          "event",
          "metric",
          "service",
          "state",
          "host",
          "tags",
          "attr('x')",
          "where",
          "by('host')",
          "changed",
          "throttle(1, per:",
          "stable(30.seconds)",
          "index()",
          "sendTo",
          "fold(mean)",
          "flatten",
          "tumbling(1.minute)",
          "percentiles([0.5], every: 1.second)",
          "streams",
          "tests",
          "test('x')",
          "server",
          "rule('r')",
          "inject",
          "advance",
          "assert",
          "expired",
          "route",
          "when",
          "otherwise",
          "map",
          "set(state:",
          "tcp port: 1",
          "include 'x.groovy'",
          "secret('S')",
          "console()",
          "email(smtp: 'x')",
          "probe",
          "\u0000",
          "\u00e9",
          "\ud83d\ude00",
          "\n",
          "/*",
          "*/",
          "//",
          "~/x/",
          "/(/",
          "a.b.c",
          "_",
          "__");

  @TempDir Path folder;

  @Test
  void mutatedFilesCompileOrAreRefused() throws Exception {
    long seconds = Long.parseLong(System.getenv().getOrDefault("TOCSIN_FUZZ_SECONDS", "0"));
    String given = System.getenv("TOCSIN_FUZZ_SEED");
    long seed = given != null ? Long.parseLong(given) : seconds > 0 ? System.nanoTime() : 42;
    System.out.println("rule file fuzz: TOCSIN_FUZZ_SEED=" + seed);
    Random random = new Random(seed);
    List<List<String>> files = seeds();
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int good = 0;
    int refused = 0;

    for (int i = 0; i < USUAL_FILES || System.nanoTime() - end < 0; i++) {
      String text = mutated(random, files);
      if (compiles(text)) {
        good++;
      } else {
        refused++;
      }
    }

    System.out.println("rule file fuzz: " + good + " compiled, " + refused + " refused");
    assertThat(good).as("mutants that are rules").isPositive();
    assertThat(refused).as("mutants that are none").isPositive();
  }

  private static List<List<String>> seeds() throws IOException {
    List<List<String>> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(examples())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".groovy")).sorted().toList()) {
        seeds.add(tokens(Files.readString(file)));
      }
    }
    assertThat(seeds).isNotEmpty();
    return seeds;
  }

  private static Path examples() {
    Path here = Path.of("config-examples");
    return Files.isDirectory(here) ? here : Path.of("..", "config-examples");
  }

  private static List<String> tokens(String text) {
    return TOKEN.matcher(text).results().map(result -> result.group()).toList();
  }

  private static String mutated(Random random, List<List<String>> files) {
    List<String> tokens = new ArrayList<>(files.get(random.nextInt(files.size())));
    int changes = 1 + random.nextInt(MAX_CHANGES);
    for (int i = 0; i < changes && !tokens.isEmpty(); i++) {
      int at = random.nextInt(tokens.size());
      int to = Math.min(tokens.size(), at + 1 + random.nextInt(12));
      List<String> piece = List.copyOf(tokens.subList(at, to));
      switch (random.nextInt(6)) {
        case 0 -> tokens.subList(at, to).clear();
        case 1 -> tokens.addAll(at, piece);
        case 2 -> tokens.addAll(random.nextInt(tokens.size()), piece);
        case 3 -> tokens.set(at, word(random));
        case 4 -> tokens.add(at, word(random));
        default -> tokens.set(at, scratched(random, tokens.get(at)));
      }
    }
    return String.join("", tokens);
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String scratched(Random random, String token) {
    StringBuilder text = new StringBuilder(token);
    text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
    return text.toString();
  }

  private boolean compiles(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("mutant.groovy"), text);
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    Thread thread = new Thread(() -> compile(file, outcome), "mutant");
    thread.setDaemon(true);
    thread.start();
    try {
      return outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      AssertionError stuck = new AssertionError("not done after " + SOON + ":\n" + text);
      stuck.setStackTrace(thread.getStackTrace());
      throw stuck;
    } catch (java.util.concurrent.ExecutionException e) {
      return fail("something other than a RuleException came of:\n" + text, e.getCause());
    }
  }

  private static void compile(Path file, CompletableFuture<Boolean> outcome) {
    try (RuleSet rules = RuleCompiler.forChecking().compile(file)) {
      outcome.complete(rules.warnings().stream().noneMatch(Problem::isError));
    } catch (RuleException e) {
      boolean told =
          !e.problems().isEmpty()
              && e.problems().stream()
                  .allMatch(p -> !p.what().isBlank() && !p.what().contains("\tat "));
      if (told) {
        outcome.complete(false);
      } else {
        outcome.completeExceptionally(new AssertionError("problems: " + e.problems(), e));
      }
    } catch (Throwable e) {
      outcome.completeExceptionally(e);
    }
  }
}

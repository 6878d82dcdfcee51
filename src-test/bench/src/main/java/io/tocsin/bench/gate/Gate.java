package io.tocsin.bench.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the workloads of two commits in turn, each round in a fresh JVM, and judges. Started by
 * {@code src-test/bench/gate}, which builds both.
 *
 * <p>Ends with 0, or with 1 if anything is worse, or with 2 if it could not be told.
 */
public final class Gate {

  private static final int WORSE = 1;
  private static final int NOT_TOLD = 2;

  private Gate() {}

  /**
   * Compares.
   *
   * @param args the class path of the baseline, that of the tree, and the options of {@link
   *     Limits#of}
   */
  public static void main(String[] args) {
    try {
      Limits limits = Limits.of(List.of(args).subList(2, args.length));
      if (!compare(args[0], args[1], limits)) {
        System.exit(WORSE);
      }
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("gate: " + e.getMessage());
      System.exit(NOT_TOLD);
    } catch (InterruptedException e) {
      System.exit(NOT_TOLD);
    }
  }

  /** Who begins changes from round to round. */
  private static boolean compare(String baseline, String head, Limits limits)
      throws IOException, InterruptedException {
    Comparison comparison = new Comparison();
    for (int i = 0; i < limits.rounds(); i++) {
      System.err.println("gate: round " + (i + 1) + " of " + limits.rounds());
      if (i % 2 == 0) {
        String before = round(baseline, limits);
        comparison.add(before, round(head, limits));
      } else {
        String after = round(head, limits);
        comparison.add(round(baseline, limits), after);
      }
    }
    System.out.println(comparison.table(limits));
    return !comparison.isWorse(limits);
  }

  private static String round(String classPath, Limits limits)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // What is dead is gone after a collection, so that what is kept can be told.
                "-XX:MarkSweepAlwaysCompactCount=1",
                "-cp",
                classPath,
                "io.tocsin.bench.gate.Rounds",
                String.valueOf(limits.warmSeconds()),
                String.valueOf(limits.measuredSeconds()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the workload failed with " + classPath);
    }
    return printed;
  }
}

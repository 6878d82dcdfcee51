package io.tocsin.bench.gate;

import java.io.IOException;
import java.util.List;

/**
 * Runs the workloads of two commits, each round in fresh JVMs that take turns, and judges. Started
 * by {@code src-test/bench/gate}, which builds both.
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
    }
  }

  private static boolean compare(String baseline, String head, Limits limits) throws IOException {
    Comparison comparison = new Comparison();
    for (int i = 0; i < limits.rounds(); i++) {
      System.err.println("gate: round " + (i + 1) + " of " + limits.rounds());
      try (Side before = new Side(baseline, limits);
          Side after = new Side(head, limits)) {
        while (before.takesATurn() & after.takesATurn()) {}
        comparison.add(before.figures(), after.figures());
      }
    }
    System.out.println(comparison.table(limits));
    return !comparison.isWorse(limits);
  }
}

package io.tocsin.server.command;

import java.io.PrintWriter;

/** A bar on standard error that shows how far a command is; only where a person sees it. */
final class Progress {

  private static final long EVERY_NANOS = 100_000_000;
  private static final int WIDTH = 30;

  private final PrintWriter err;

  /** The launcher knows; a JVM does not tell a terminal from a file in all versions alike. */
  private final boolean seen = Boolean.getBoolean("tocsin.terminal");

  private long last = System.nanoTime();
  private boolean shown;

  Progress(PrintWriter err) {
    this.err = err;
  }

  /**
   * Shows a count and a share.
   *
   * @param share from 0 to 1; NaN when it is not known
   */
  void show(long count, double share) {
    if (!seen || System.nanoTime() - last < EVERY_NANOS) {
      return;
    }
    last = System.nanoTime();
    shown = true;
    int full = Double.isNaN(share) ? 0 : (int) Math.round(share * WIDTH);
    String percent = Double.isNaN(share) ? "" : Math.round(share * 100) + " %, ";
    err.print(
        "\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + count + " events ");
    err.flush();
  }

  /** Takes the bar away. */
  void done() {
    if (shown) {
      err.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      err.flush();
    }
  }
}

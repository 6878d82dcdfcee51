package io.tocsin.server.command;

import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * A bar on standard error that shows how far a command is; only where a person sees it. Whoever
 * prints a line clears it first, since both may be on one terminal. Confined to one thread.
 */
final class Progress {

  private static final long EVERY_NANOS = 100_000_000;
  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean seen;
  private final LongSupplier nanos;
  private long last;
  private int shown;

  Progress(PrintWriter err) {
    // The launcher knows; a JVM does not tell a terminal from a file in all versions alike.
    this(err, Boolean.getBoolean("tocsin.terminal"), System::nanoTime);
  }

  /**
   * A bar that is redrawn ten times a second at most.
   *
   * @param seen whether there is a person who sees it; if not, nothing is ever printed
   */
  Progress(PrintWriter err, boolean seen, LongSupplier nanos) {
    this.err = err;
    this.seen = seen;
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /**
   * Shows a count and a share.
   *
   * @param share from 0 to 1; NaN when it is not known
   */
  void show(long count, double share) {
    if (!seen || nanos.getAsLong() - last < EVERY_NANOS) {
      return;
    }
    last = nanos.getAsLong();
    int full = Double.isNaN(share) ? 0 : (int) (share * WIDTH);
    String percent = Double.isNaN(share) ? "" : (int) (share * 100) + " %, ";
    String events = count == 1 ? "1 event" : count + " events";
    clear();
    String bar = "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + events;
    err.print(bar);
    err.flush();
    shown = bar.length();
  }

  /** Takes the bar away, so that a line can be printed; the next {@link #show} brings it back. */
  void clear() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(shown) + "\r");
      err.flush();
      shown = 0;
    }
  }
}

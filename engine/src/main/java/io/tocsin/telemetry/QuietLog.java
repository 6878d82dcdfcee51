package io.tocsin.telemetry;

import io.tocsin.time.TimeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A log that says a thing once in an interval, with how often it was held back meanwhile: what a
 * peer or a rule can cause a million times a second must not fill the disk. Thread-safe.
 *
 * <p>Keys come from a fixed set or are bounded by {@link #MAX_KEYS}: beyond it, all further keys
 * share one interval.
 */
public final class QuietLog {

  static final int MAX_KEYS = 10_000;
  private static final String OVERFLOW = "";

  private final Logger log;
  private final TimeSource time;
  private final long intervalMicros;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  private static final class Line {
    private long nextMicros = Long.MIN_VALUE;
    private long heldBack;
  }

  public QuietLog(Logger log, TimeSource time, long intervalMicros) {
    this.log = log;
    this.time = time;
    this.intervalMicros = intervalMicros;
  }

  /**
   * Logs a message, unless a line of the same key went out less than an interval ago.
   *
   * @param message asked for only when the line goes out
   */
  public void warn(String key, Supplier<String> message) {
    log(Level.WARN, key, message);
  }

  /** As {@link #warn}, for what means that something was lost. */
  public void error(String key, Supplier<String> message) {
    log(Level.ERROR, key, message);
  }

  private void log(Level level, String key, Supplier<String> message) {
    boolean known = lines.containsKey(key) || lines.size() < MAX_KEYS;
    Line line = lines.computeIfAbsent(known ? key : OVERFLOW, k -> new Line());
    long heldBack;
    synchronized (line) {
      long now = time.elapsedMicros();
      if (now < line.nextMicros) {
        line.heldBack++;
        return;
      }
      line.nextMicros = now + intervalMicros;
      heldBack = line.heldBack;
      line.heldBack = 0;
    }
    String more = heldBack == 0 ? "" : " (and " + heldBack + " more like it)";
    log.atLevel(level).log("{}{}", message.get(), more);
  }
}

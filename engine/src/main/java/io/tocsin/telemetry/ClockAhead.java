package io.tocsin.telemetry;

import io.tocsin.time.SystemTime;
import org.slf4j.Logger;

/**
 * Says when the machine's clock was set back and the hub's time is ahead of it: a gauge {@code
 * tocsin.clock.ahead.seconds}, and an error in the log, at most one in a minute, while it is more
 * than a second. Thread-safe.
 */
public final class ClockAhead {

  private static final long LOG_INTERVAL_MICROS = 60_000_000;

  private final QuietLog log;

  private ClockAhead(QuietLog log) {
    this.log = log;
  }

  /** Watches a clock from now on. */
  public static void watch(SystemTime time, Telemetry telemetry, Logger logger) {
    ClockAhead ahead = new ClockAhead(new QuietLog(logger, time, LOG_INTERVAL_MICROS));
    telemetry.gauge("tocsin.clock.ahead.seconds", () -> time.aheadMicros() / 1e6);
    time.whenAhead(ahead::tell);
  }

  private void tell(long aheadMicros) {
    log.error(
        "ahead",
        () ->
            String.format(
                java.util.Locale.ROOT,
                "the machine's clock was set back: the hub's time is ahead of it by %.1f s and goes"
                    + " on at half speed until it has caught up, in about %.0f s; events of now"
                    + " look old to windows and the index until then. If that is too long, restart"
                    + " the hub; keep clocks right with NTP",
                aheadMicros / 1e6,
                aheadMicros / 5e5));
  }
}

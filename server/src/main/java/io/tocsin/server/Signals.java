package io.tocsin.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** What the operating system tells a running hub. */
public final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /** Calls {@code reload} at SIGHUP. */
  public static void onHangup(Runnable reload) {
    on("HUP", reload);
  }

  /** Calls {@code stop} at SIGTERM or SIGINT; the process does not end by itself then. */
  public static void onStop(Runnable stop) {
    on("TERM", stop);
    on("INT", stop);
  }

  private static void on(String name, Runnable action) {
    try {
      Signal.handle(new Signal(name), signal -> action.run());
    } catch (IllegalArgumentException e) {
      LOG.info("this system has no SIG{}", name);
    }
  }
}

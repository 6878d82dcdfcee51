package io.tocsin.journal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener what it should know, once each, and survives what it throws. */
final class JournalAlarm {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final JournalListener listener;
  private volatile String trouble = "";

  JournalAlarm(JournalListener listener) {
    this.listener = listener;
  }

  void durableUpTo(long position) {
    tell(() -> listener.durableUpTo(position));
  }

  void roomIsBack() {
    tell(listener::roomIsBack);
  }

  void troubled(String text) {
    if (!text.equals(trouble)) {
      trouble = text;
      LOG.error("{}", text);
      tell(() -> listener.troubled(text));
    }
  }

  void recovered() {
    if (isOn()) {
      trouble = "";
      LOG.warn("the journal goes on; nothing was lost");
      tell(listener::recovered);
    }
  }

  boolean isOn() {
    return !trouble.isEmpty();
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError e) {
      // What one listener does wrong must not end the thread that all acknowledgements wait for.
      LOG.error("a listener of the journal failed", e);
    }
  }
}

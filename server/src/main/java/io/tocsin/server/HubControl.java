package io.tocsin.server;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What can be asked of a running hub from outside. Thread-safe. */
public interface HubControl {

  /** Whether events are accepted. */
  boolean isReady();

  /** Uptime, rates, queues, losses, for people and programs. */
  Map<String, Object> status();

  /** Loads the rules again; ends with the outcome, exceptionally with its problems. */
  CompletableFuture<Map<String, Object>> reload();
}

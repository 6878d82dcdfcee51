package io.tocsin.sink;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Threads for a sink whose library wants some. */
public final class SinkThreads {

  private SinkThreads() {}

  /**
   * Runs each task on a thread that is free, or on a new one; one that was free for a minute ends.
   *
   * @param name of the threads, for who looks at them
   */
  public static Executor asNeeded(String name) {
    return Executors.newCachedThreadPool(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}

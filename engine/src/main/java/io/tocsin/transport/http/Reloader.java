package io.tocsin.transport.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Loads the rules anew on demand. Called on the HTTP thread; must be thread-safe and not wait. */
@FunctionalInterface
public interface Reloader {

  /**
   * Begins a reload.
   *
   * @param dryRun whether to say only what it would do
   * @return what came of it, as JSON values; or a failure whose message is the text of the
   *     problems, when the rules stay as they were. The message is shown to the caller
   */
  CompletableFuture<Map<String, Object>> reload(boolean dryRun);
}

package io.tocsin.transport.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the hub says about itself. Called on the HTTP thread; must be thread-safe and not wait. */
public interface HubStatus {

  /** Why the hub should not be sent events now, in words; null when it is ready. */
  @Nullable String notReadyBecause();

  /** What {@code GET /status} shows: strings, numbers, booleans, nulls, maps and lists of such. */
  Map<String, Object> report();
}

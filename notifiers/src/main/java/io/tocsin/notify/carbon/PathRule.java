package io.tocsin.notify.carbon;

import io.tocsin.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * How carbon's name of an event's metric is made. Implementations compare by value, since they are
 * part of settings; a rule that fails is replaced by {@link #riemann} for that event.
 *
 * <p>What a rule returns is made safe afterwards: white space, {@code /}, control and other
 * characters that Graphite gives a meaning become {@code _}, empty parts vanish.
 */
@FunctionalInterface
public interface PathRule {

  /** The path, dots between its parts; null or empty leaves the event out. */
  @Nullable String path(Event event);

  /**
   * As Riemann: the host's labels turned round, then the words of the service. {@code www.a.org}
   * and {@code disk free} are {@code org.a.www.disk.free}. Dots in the service part it further.
   */
  static PathRule riemann() {
    return StandardPaths.RIEMANN;
  }

  /**
   * As {@link #riemann}, with a quantile at the end of a service as one part: {@code latency 0.95}
   * is {@code latency.95}.
   */
  static PathRule percentiles() {
    return StandardPaths.PERCENTILES;
  }

  /**
   * Graphite's tags: the words of the service, then the host as a tag: {@code disk.free;host=a}.
   */
  static PathRule tags() {
    return StandardPaths.TAGS;
  }
}

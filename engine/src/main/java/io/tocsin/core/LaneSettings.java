package io.tocsin.core;

import io.tocsin.index.IndexSettings;
import java.time.Duration;

/**
 * Bounds of a lane.
 *
 * @param maxSkew how far ahead of now an event's time may be; a time further ahead counts as now
 * @param index bounds of the index
 */
public record LaneSettings(Duration maxSkew, IndexSettings index) {

  /** Five seconds of skew, a million entries. */
  public static final LaneSettings DEFAULT =
      new LaneSettings(Duration.ofSeconds(5), IndexSettings.DEFAULT);

  public LaneSettings {
    if (maxSkew.isNegative()) {
      throw new IllegalArgumentException("maxSkew must not be negative, was " + maxSkew);
    }
  }
}

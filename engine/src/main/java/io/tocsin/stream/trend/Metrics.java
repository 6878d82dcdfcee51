package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.fold.MetricOrder;

/** Which metrics a trend is made of. */
final class Metrics {

  private Metrics() {}

  /** Whether the event has a finite metric and is not expired. */
  static boolean isFinite(Event event) {
    return MetricOrder.counts(event) && Double.isFinite(event.metricOrNaN());
  }
}

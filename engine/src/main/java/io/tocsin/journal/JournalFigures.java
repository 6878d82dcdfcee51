package io.tocsin.journal;

import io.tocsin.telemetry.Telemetry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What a journal counts. One journal a hub: of a second one the gauges would be lost. */
final class JournalFigures {

  private final LongAdder records;
  private final LongAdder bytes;
  private final LongAdder syncs;
  private final LongAdder syncMicros;
  private final LongAdder failures;
  private final Telemetry telemetry;

  JournalFigures(Telemetry telemetry) {
    this.telemetry = telemetry;
    this.records = telemetry.counter("tocsin.journal.records");
    this.bytes = telemetry.counter("tocsin.journal.bytes");
    this.syncs = telemetry.counter("tocsin.journal.syncs");
    this.syncMicros = telemetry.counter("tocsin.journal.sync.micros");
    this.failures = telemetry.counter("tocsin.journal.failures");
  }

  void gauge(String name, LongSupplier value) {
    telemetry.gauge("tocsin.journal." + name, value::getAsLong);
  }

  /** A group of records became durable. */
  void written(RecordBatch batch, long micros) {
    records.add(batch.records());
    bytes.add(batch.bytes());
    syncs.increment();
    syncMicros.add(micros);
  }

  void failed() {
    failures.increment();
  }
}

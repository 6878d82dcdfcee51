package io.tocsin.dsl.internal;

import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;

/** Stands for an output whose settings are wrong, so that the rest of the file is looked at too. */
record BrokenOutput(String kind) implements SinkSettings {

  @Override
  public String name() {
    return kind;
  }

  @Override
  public OutboxSettings outbox() {
    return OutboxSettings.MESSAGES;
  }

  @Override
  public Sink open() {
    throw new IllegalStateException("rules with a broken output never run");
  }

  @Override
  public String toString() {
    return kind;
  }
}

package io.tocsin.core;

import io.tocsin.index.Index;
import io.tocsin.state.RecordedState;
import io.tocsin.state.StateRecords;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Recordings;
import io.tocsin.stream.StateRecording;
import io.tocsin.stream.StateRestoration;
import io.tocsin.time.TimerQueue;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a lane knows, as records: its moment, what its services know, its stages and its index.
 * Confined to the lane.
 */
final class LaneState {

  /** The lane's now, and the order that its next timer gets. */
  private static final byte LANE = 32;

  /** A service's name, the version of what follows, its state. */
  private static final byte SERVICE = 33;

  /** The index's timer. */
  private static final byte INDEX_TIMER = 34;

  private static final byte INDEX = 35;

  private final Index index;
  private final TimerQueue timers;
  private final ActiveRules rules;
  private final Recordings recordings;
  private final Map<String, Stateful> services = new TreeMap<>();

  LaneState(
      Index index,
      TimerQueue timers,
      ActiveRules rules,
      Recordings recordings,
      Map<Class<?>, Object> services) {
    this.index = index;
    this.timers = timers;
    this.rules = rules;
    this.recordings = recordings;
    services.forEach(
        (type, service) -> {
          if (service instanceof Stateful known) {
            this.services.put(type.getSimpleName(), known);
          }
        });
  }

  StateRecording record(StateRecords out, long now) {
    end();
    StateRecording recording = new StateRecording(out);
    recordings.begin(recording);
    recording.record(
        LANE,
        () -> {
          out.writeLong(now);
          out.writeLong(timers.nextOrder());
        });
    services.forEach(
        (name, service) ->
            recording.record(
                SERVICE,
                () -> {
                  out.writeText(name);
                  out.writeLong(service.stateVersion());
                  service.save(out);
                }));
    rules.record(recording);
    index.record(recording, INDEX, INDEX_TIMER);
    return recording;
  }

  void end() {
    recordings.end();
    index.endRecording();
  }

  /** Takes all records on; gives the lane's now. */
  LaneRestored restore(RecordedState in) {
    StateRestoration stages = rules.restore();
    long now = 0;
    long order = 0;
    long failures = 0;
    while (in.next()) {
      try {
        switch (in.kind()) {
          case LANE -> {
            now = in.readLong();
            order = in.readLong();
          }
          case SERVICE -> service(in);
          case INDEX_TIMER -> index.restoreTimer(in);
          case INDEX -> index.restore(in);
          default -> stages.take(in);
        }
      } catch (RuntimeException e) {
        failures++;
      }
    }
    timers.setRestored(order);
    return new LaneRestored(now, stages.lost(), failures + stages.failures());
  }

  private void service(RecordedState in) {
    Stateful service = services.get(String.valueOf(in.readText()));
    if (service != null) {
      in.version((int) in.readLong());
      service.load(in);
    }
  }
}

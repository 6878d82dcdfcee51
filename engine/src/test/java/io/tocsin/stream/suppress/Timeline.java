package io.tocsin.stream.suppress;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Scripts for operators: {@code a1/h@2.5t7} is an event of description {@code a1}, state {@code a}
 * (its letters; none when there are none), host {@code h} (or none) and time 7 s (or none) that
 * arrives at 2.5 s; {@code <} for a state means expired. What leaves is told as {@code a1@2.5}, a
 * batch as {@code [a1 a2]@5}.
 */
final class Timeline {

  static final RuleFunction<EventFunction> STATE =
      RuleFunction.of((event, now) -> event.getState(), "state");

  private static final Pattern STEP =
      Pattern.compile("(([a-z<]*)[0-9]*)(?:/([a-z0-9]+))?@([0-9.]+)(?:t(-?[0-9.]+))?");

  final OperatorHarness harness;

  Timeline(OperatorSpec<?, ?> spec) {
    harness = OperatorHarness.of(spec);
  }

  Timeline(OperatorHarness harness) {
    this.harness = harness;
  }

  /** The operator inside {@code by('host')}. */
  static Timeline byHost(OperatorSpec<?, ?> spec) {
    return new Timeline(
        OperatorHarness.ofTree(
            c -> StageSpec.of(BySpec.of("host"), StageSpec.of(spec, c.collect(0)))));
  }

  /** The operator fed with batches of one. */
  static Timeline ofBatches(OperatorSpec<?, ?> spec) {
    return new Timeline(
        OperatorHarness.ofTree(
            c -> StageSpec.of(new BatchOfOneSpec(), StageSpec.of(spec, c.collect(0)))));
  }

  /** Plays a script; the clock then stands at its last arrival. */
  Timeline play(String script) {
    for (String step : script.isEmpty() ? new String[0] : script.split(" +")) {
      Matcher m = STEP.matcher(step);
      if (!m.matches()) {
        throw new IllegalArgumentException(step);
      }
      until(Double.parseDouble(m.group(4)));
      harness.send(event(m));
    }
    return this;
  }

  /** Moves the clock to a moment. */
  Timeline until(double seconds) {
    harness.advanceMicros(Math.round(seconds * 1e6) - harness.nowMicros());
    return this;
  }

  /** What left since the last call. */
  String left() {
    String told =
        harness.emitted(0).stream()
            .map(e -> name(e.item()) + "@" + seconds(e.atMicros()))
            .collect(Collectors.joining(" "));
    harness.take();
    return told;
  }

  private static Event event(Matcher m) {
    EventBuilder event = Event.builder().description(m.group(1)).host(m.group(3));
    if (!m.group(2).isEmpty()) {
      event.state(m.group(2).equals("<") ? Event.EXPIRED : m.group(2));
    }
    if (m.group(5) != null) {
      event.timeMicros(Math.round(Double.parseDouble(m.group(5)) * 1e6));
    }
    return event.build();
  }

  private static String name(Object item) {
    if (item instanceof Batch batch) {
      return batch.events().stream()
          .map(Event::getDescription)
          .collect(Collectors.joining(" ", "[", "]"));
    }
    return String.valueOf(((Event) item).getDescription());
  }

  private static String seconds(long micros) {
    return micros % 1_000_000 == 0
        ? Long.toString(micros / 1_000_000)
        : Double.toString(micros / 1e6);
  }

  /** Makes a batch of each event. */
  private record BatchOfOneSpec() implements OperatorSpec<Event, Batch> {
    @Override
    public Operator<Event> create(OperatorContext<Batch> context) {
      return event -> {
        long now = context.nowMicros();
        context.emit(Batch.of(List.of(event), now, now));
      };
    }
  }
}

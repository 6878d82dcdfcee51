package io.tocsin.stream.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.sink.OutboxSettings;
import io.tocsin.sink.Outboxes;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Fork;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link ProbeSpec}, {@link LogSpec} and {@link SendToSpec}. */
final class EndTest {

  private static final Event A = Event.builder().host("a").build();
  private static final Event B = Event.builder().host("b").state(Event.EXPIRED).build();
  private static final Event EMPTY_BATCH = Event.builder().service("no events").build();
  private static final Event BATCH = Event.builder().service("both events").build();
  private static final Batch BOTH = Batch.of(List.of(A, B), 0, 0);

  private final List<Object> got = new ArrayList<>();

  /** Makes its children when the first event comes, and batches of two marked events. */
  private record LateSpec() implements OperatorSpec<Event, Object> {
    @Override
    public boolean forksChildren() {
      return true;
    }

    @Override
    public Operator<Event> create(OperatorContext<Object> context) {
      return new Operator<>() {
        private Fork<Object> fork;

        @Override
        public void process(Event event) {
          fork = fork == null ? context.fork() : fork;
          if (event.equals(BATCH)) {
            fork.accept(BOTH);
          } else if (event.equals(EMPTY_BATCH)) {
            fork.accept(Batch.of(List.of(), 0, 0));
          } else {
            fork.accept(event);
          }
        }
      };
    }
  }

  private static OperatorHarness harness(OperatorSpec<Object, Object> spec) {
    return OperatorHarness.ofTree(
        c -> StageSpec.of(new LateSpec(), StageSpec.of(spec, c.collect(0))));
  }

  private record Output(String name) implements SinkSettings {
    @Override
    public String kind() {
      return "test";
    }

    @Override
    public OutboxSettings outbox() {
      return OutboxSettings.MESSAGES;
    }

    @Override
    public Sink open() {
      throw new IllegalStateException("not needed");
    }
  }

  @Test
  void probeRecordsUnderItsNameAndSendsOn() {
    OperatorHarness probe =
        harness(new ProbeSpec("out"))
            .with(Probes.class, (name, item) -> got.add(Map.entry(name, item)));

    probe.send(A, BATCH);

    assertThat(got).containsExactly(Map.entry("out", A), Map.entry("out", BOTH));
    assertThat(probe.take()).containsExactly(A, BOTH);
  }

  @Test
  void logTellsLevelItemAndPlaceAndEndsThere() {
    LogSpec spec = new LogSpec("warn", "look");
    OperatorHarness log =
        harness(spec)
            .with(
                EventLog.class,
                (level, item, where) -> got.add(List.of(level, item, where.operator())));

    log.send(A, BATCH);

    assertThat(got).containsExactly(List.of("warn", A, spec), List.of("warn", BOTH, spec));
    assertThat(log.take()).isEmpty();
  }

  private OperatorHarness sendTo(List<SinkSettings> sinks, String full) {
    Outboxes outboxes =
        settings -> {
          got.add("open " + settings.name());
          return (id, message) -> {
            if (settings.name().equals(full)) {
              return false;
            }
            got.add(Map.entry(settings.name() + " " + id, message));
            return true;
          };
        };
    return harness(new SendToSpec(sinks))
        .with(Outboxes.class, outboxes)
        .with(MessageNumbers.class, new MessageNumbers(0x6f3a, 2));
  }

  @Test
  void sendToGivesEveryOutputEachItemAsOneMessage() {
    OperatorHarness sendTo = sendTo(List.of(new Output("x"), new Output("y")), "");

    sendTo.send(A, BATCH, EMPTY_BATCH);

    assertThat(got)
        .containsExactly(
            "open x",
            "open y",
            Map.entry("x 6f3a-2-1", List.of(A)),
            Map.entry("y 6f3a-2-1", List.of(A)),
            Map.entry("x 6f3a-2-2", List.of(A, B)),
            Map.entry("y 6f3a-2-2", List.of(A, B)));
    assertThat(sendTo.take()).isEmpty();
    assertThat(sendTo.drops()).isEmpty();
  }

  @Test
  void sendToCountsWhatAFullOutboxDoesNotTake() {
    OperatorHarness sendTo = sendTo(List.of(new Output("x"), new Output("y")), "x");

    sendTo.send(A, A);

    assertThat(got).contains(Map.entry("y 6f3a-2-1", List.of(A)));
    assertThat(sendTo.drops()).isEqualTo(Map.of(DropReason.OUTBOX_FULL, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "debug", "info", "warn", "error"})
  void logTakesTheUsualLevels(String level) {
    assertThat(new LogSpec(level).message()).isNull();
  }

  @Test
  void refusesArgumentsThatMakeNoSense() {
    assertThatThrownBy(() -> new LogSpec("INFO"))
        .hasMessage("log: level must be one of trace, debug, info, warn, error, was 'INFO'");
    assertThatThrownBy(() -> new ProbeSpec("")).hasMessage("probe: needs a name");
    assertThatThrownBy(() -> new SendToSpec(List.of()))
        .hasMessage("sendTo: needs at least one output");
  }
}

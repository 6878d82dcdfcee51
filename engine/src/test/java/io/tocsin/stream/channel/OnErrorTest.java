package io.tocsin.stream.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.CountingObserver;
import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.stream.suppress.BatchSpec;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.OperatorHarness;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

/** Behaviour of {@link OnErrorSpec}. */
final class OnErrorTest {

  private static final Place PLACE = new Place("rules.groovy", 7, 3);
  private static final Event A = Event.builder().host("a").service("disk").build();

  /** Throws on everything, or when it is closed, or by a timer. */
  private record Broken(String when, String message) implements OperatorSpec<Object, Object> {
    @Override
    public Operator<Object> create(OperatorContext<Object> context) {
      return new Operator<>() {
        @Override
        public void process(Object item) {
          if (when.equals("timer")) {
            context.schedule(
                1,
                due -> {
                  throw new IllegalStateException(message);
                });
          } else if (when.equals("process")) {
            throw new IllegalStateException(message);
          }
        }

        @Override
        public void close() {
          if (when.equals("close")) {
            throw new IllegalStateException(message);
          }
        }
      };
    }
  }

  private static StageSpec broken(String when, String message) {
    return new StageSpec(new Broken(when, message), List.of(), "the rule", PLACE);
  }

  private static StageSpec onError(List<StageSpec> children, StageSpec... errors) {
    return new StageSpec(
        new OnErrorSpec(), List.of(children, List.of(errors)), null, Place.UNKNOWN);
  }

  private static Event only(OperatorHarness harness, int branch) {
    List<Object> items = harness.take(branch);
    assertThat(items).hasSize(1);
    return (Event) items.get(0);
  }

  @Test
  void tellsWhatFailedWhereAndOnWhat() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
                c -> onError(List.of(broken("process", "boom"), c.collect(0)), c.collect(1)))
            .advance(3);

    harness.send(A);

    assertThat(only(harness, 1))
        .isEqualTo(
            Event.builder()
                .host("a")
                .service("tocsin exception")
                .state("error")
                .description("boom (service disk)")
                .timeMicros(3_000_000)
                .tag("exception")
                .attribute("exception", "IllegalStateException")
                .attribute("rule", "the rule")
                .attribute("place", "rules.groovy:7")
                .build());
    assertThat(harness.take(0)).containsExactly(A);
    assertThat(harness.failures()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"499, 499", "500, 500", "501, 501", "900, 501"})
  void cutsLongMessages(int length, int shown) {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c -> onError(List.of(broken("process", "x".repeat(length))), c.collect(1)));

    harness.send(Event.builder().build());

    String description = only(harness, 1).getDescription();
    assertThat(description).hasSize(shown);
    assertThat(description.endsWith("…")).isEqualTo(length > 500);
  }

  @Test
  void anErrorWithoutMessageAndAnEventWithoutFieldsAreToldToo() {
    OperatorHarness harness =
        OperatorHarness.ofTree(c -> onError(List.of(broken("process", null)), c.collect(1)));

    harness.send(Event.builder().build());

    Event error = only(harness, 1);
    assertThat(error.getDescription()).isEqualTo("null");
    assertThat(error.getHost()).isNull();
  }

  @Test
  void aBatchIsToldByItsFirstEvent() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                onError(
                    List.of(
                        StageSpec.of(
                            new BatchSpec(2, Duration.ofSeconds(1)), broken("process", "boom"))),
                    c.collect(1)));

    harness.send(A, Event.builder().host("b").build());

    Event error = only(harness, 1);
    assertThat(error.getHost()).isEqualTo("a");
    assertThat(error.getDescription()).isEqualTo("boom (service disk)");
  }

  /** Makes an empty batch of every event. */
  private record Emptying() implements OperatorSpec<Event, Batch> {
    @Override
    public Operator<Event> create(OperatorContext<Batch> context) {
      return event -> context.emit(Batch.of(List.of(), 0, 0));
    }
  }

  @Test
  void anEmptyBatchHasNoHost() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                onError(
                    List.of(StageSpec.of(new Emptying(), broken("process", "boom"))),
                    c.collect(1)));

    harness.send(A);

    assertThat(only(harness, 1).getHost()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"timer", "close"})
  void whatFailsWithoutAnEventIsToldToo(String when) {
    OperatorHarness harness =
        OperatorHarness.ofTree(c -> onError(List.of(broken(when, "boom")), c.collect(1)));

    harness.send(A).advance(1).close();

    Event error = only(harness, 1);
    assertThat(error.getHost()).isNull();
    assertThat(error.getDescription()).isEqualTo("boom");
  }

  @Test
  void reachesIntoTheCopiesOfBy() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                onError(
                    List.of(
                        StageSpec.of(
                            BySpec.of("host"),
                            StageSpec.of(BySpec.of("service"), broken("process", "boom")))),
                    c.collect(1)));

    harness.send(A, A);

    assertThat(harness.take(1)).hasSize(2);
  }

  @Test
  void theNearestHandlerGetsIt() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                onError(
                    List.of(onError(List.of(broken("process", "boom")), c.collect(2))),
                    c.collect(1)));

    harness.send(A);

    assertThat(harness.take(2)).hasSize(1);
    assertThat(harness.take(1)).isEmpty();
  }

  @Test
  void aFailureInTheErrorsGoesToTheEnclosingHandlerAndNeverRound() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c ->
                onError(
                    List.of(
                        onError(List.of(broken("process", "first")), broken("process", "second"))),
                    c.collect(1)));

    harness.send(A);

    assertThat(only(harness, 1).getDescription())
        .isEqualTo("second (service " + OnErrorSpec.SERVICE + ")");
    assertThat(harness.failures())
        .extracting(Throwable::getMessage)
        .containsExactly("first", "second");
  }

  @Test
  void withoutAnEnclosingHandlerItGoesToTheLane() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            c -> onError(List.of(broken("process", "first")), broken("process", "second")));

    harness.send(A);

    assertThat(harness.failures())
        .extracting(Throwable::getMessage)
        .containsExactly("first", "second");
  }

  @Test
  void aHandledFailureIsCounted() {
    Telemetry telemetry = new Telemetry();
    CountingObserver observer =
        new CountingObserver(telemetry, new QuietLog(NOPLogger.NOP_LOGGER, new SystemTime(), 1));

    observer.handled(broken("process", "boom"), A, new IllegalStateException("boom"));

    assertThat(telemetry.losses().toString()).contains("failed");
  }
}

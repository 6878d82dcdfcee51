package io.tocsin.stream.suppress;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link DedupeSpec}. */
final class DedupeTest {

  private static DedupeSpec byHost(int maxKeys) {
    return new DedupeSpec(List.of("host"), null, ofSeconds(10), maxKeys);
  }

  @ParameterizedTest(name = "dedupe of {0} is {1}")
  @CsvSource({
    "a1/h@0 a2/h@0, a1@0, 1",
    "a1/h@0 a2/h@9.999999, a1@0, 1",
    "a1/h@0 a2/h@10, a1@0 a2@10, 0",
    "a1/h@0 a2/h@6 a3/h@12, a1@0 a3@12, 1",
    "a1/h@0 a2/g@1 a3@2 a4@3 a5/h@4, a1@0 a2@1 a3@2, 2",
    "a1/h@0 <2/h@1 <3/h@2 a4/h@3, a1@0 <2@1, 2",
    "<1/h@0 a2/h@1, <1@0 a2@1, 0",
    "a1/h@0 <2/h@8 a3/h@10 <4/h@17 <5/h@18, a1@0 <2@8 a3@10 <5@18, 1",
    "a1/h@0t5 a2/h@1t500, a1@0, 1",
  })
  void letsTheFirstOfEachKeyThrough(String script, String expected, int duplicates) {
    Timeline timeline = new Timeline(byHost(100));

    assertThat(timeline.play(script).left()).isEqualTo(expected);
    assertThat(timeline.harness.drops().getOrDefault(DropReason.DUPLICATE, 0))
        .isEqualTo(duplicates);
    assertThat(timeline.harness.timers()).isZero();
  }

  @Test
  void forgetsTheOldestKeyBeyondItsBound() {
    Timeline timeline = new Timeline(byHost(2));

    assertThat(timeline.play("a1/h@0 a2/g@1 a3/f@2 a4/g@3 a5/h@4").left())
        .isEqualTo("a1@0 a2@1 a3@2 a5@4");
  }

  @Test
  void tellsFieldsAndAttributesApart() {
    OperatorHarness harness =
        OperatorHarness.of(
            new DedupeSpec(List.of("host", "attr:zone", "metric"), null, ofSeconds(10), 100));
    Event event = Event.of(java.util.Map.of("host", "a", "zone", "eu", "metric", 1));

    harness.send(
        event,
        event,
        event.withMetric(1.0),
        event.set(java.util.Map.of("zone", "us")),
        event.withService("x"));

    assertThat(harness.take())
        .containsExactly(event, event.withMetric(1.0), event.set(java.util.Map.of("zone", "us")));
  }

  @Test
  void takesAKeyOfAFunctionAndFailsWithIt() {
    RuleFunction<EventFunction> length =
        RuleFunction.of((event, now) -> event.getHost().length(), "length");
    OperatorHarness harness =
        OperatorHarness.of(new DedupeSpec(List.of(), length, ofSeconds(10), 100));

    harness.send(host("a"), host(null), host("b"), host("cc"));

    assertThat(harness.take()).containsExactly(host("a"), host("cc"));
    assertThat(harness.failures()).hasSize(1);
  }

  private static Event host(String name) {
    return Event.builder().host(name).build();
  }

  @ParameterizedTest
  @CsvSource({
    "host, PT0S, 1, 'dedupe: within must be longer than zero, was PT0S'",
    "host, PT-1S, 1, 'dedupe: within must be longer than zero, was PT-1S'",
    "host, PT1S, 0, 'dedupe: maxKeys must be at least 1, was 0'",
    "'', PT1S, 1, 'dedupe: field must have a name'",
  })
  void refusesParametersOutOfRange(String field, Duration within, int maxKeys, String message) {
    assertThatThrownBy(() -> new DedupeSpec(List.of(field), null, within, maxKeys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesNeitherFieldsNorFunction() {
    assertThatThrownBy(() -> new DedupeSpec(List.of(), null, ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dedupe: needs either fields or a function");
  }
}

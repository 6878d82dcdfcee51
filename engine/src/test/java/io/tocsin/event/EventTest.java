package io.tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventTest {

  private static final Event FULL =
      Event.of(
          Map.of(
              "host",
              "a",
              "service",
              "b",
              "state",
              "ok",
              "description",
              "d",
              "metric",
              1.5,
              "time",
              3,
              "ttl",
              60,
              "tags",
              List.of("x", "y"),
              "build",
              "42"));

  @Test
  void readsEveryFieldBack() {
    assertThat(FULL.getHost()).isEqualTo("a");
    assertThat(FULL.getService()).isEqualTo("b");
    assertThat(FULL.getState()).isEqualTo("ok");
    assertThat(FULL.getDescription()).isEqualTo("d");
    assertThat(FULL.getMetric()).isEqualTo(1.5);
    assertThat(FULL.getTime()).isEqualTo(3.0);
    assertThat(FULL.getTtl()).isEqualTo(60.0);
    assertThat(FULL.getTags()).containsExactly("x", "y");
    assertThat(FULL.attr("build")).isEqualTo("42");
    assertThat(FULL.getAt("build")).isEqualTo("42");
    assertThat(FULL)
        .hasToString(
            "[host: a, service: b, state: ok, description: d, metric: 1.5, time: 3, ttl: 60.0,"
                + " tags: [x, y], build: 42]");
  }

  @Test
  void hasNothingThatItWasNotGiven() {
    Event empty = Event.builder().build();

    assertThat(empty.getHost()).isNull();
    assertThat(empty.getMetric()).isNull();
    assertThat(empty.getTime()).isNull();
    assertThat(empty.getTtl()).isNull();
    assertThat(empty.getTags()).isEmpty();
    assertThat(empty.hasMetric()).isFalse();
    assertThat(empty.metricOrNaN()).isNaN();
    assertThat(empty).hasToString("[]");
  }

  @Test
  void keepsWholeMetricsExact() {
    long beyondDoubles = (1L << 53) + 1;

    Event event = Event.builder().metric(beyondDoubles).build();

    assertThat(event.getMetric()).isEqualTo(beyondDoubles);
    assertThat(event.toBuilder().state("x").build().getMetric()).isEqualTo(beyondDoubles);
    assertThat(event).isNotEqualTo(Event.builder().metric((double) beyondDoubles).build());
  }

  @Test
  void takesNumbersOfAllKinds() {
    assertThat(metricOf(7)).isEqualTo(7L);
    assertThat(metricOf(new BigDecimal("0.25"))).isEqualTo(0.25);
    assertThat(metricOf(BigInteger.TEN)).isEqualTo(10L);
    assertThat(metricOf(BigInteger.ONE.shiftLeft(70))).isEqualTo(0x1p70);
    assertThat(metricOf(0.5f)).isEqualTo(0.5);
    assertThat(metricOf(Double.NaN)).isNull();
    assertThat(metricOf(null)).isNull();
  }

  private static Number metricOf(Number value) {
    return Event.builder().metric(value).build().getMetric();
  }

  @ParameterizedTest(name = "age {0} of ttl {1} in state {2}: expired {3}")
  @CsvSource({
    "59.999999, 60, ok, false",
    "60, 60, ok, false",
    "60.000001, 60, ok, true",
    "60, , ok, false",
    "60.000001, , ok, true",
    "0, 60, expired, true",
    "-5, 60, ok, false",
    "0, 0, ok, false",
    "0.000001, 0, ok, true",
    "0, -1, ok, true"
  })
  void expiresOnceItsAgeIsMoreThanItsTtl(double age, Double ttl, String state, boolean expired) {
    Map<String, Object> fields = new HashMap<>(Map.of("time", 1000, "state", state));
    fields.put("ttl", ttl);

    assertThat(Event.of(fields).isExpiredAt(Math.round((1000 + age) * 1e6))).isEqualTo(expired);
  }

  @Test
  void neverAgesWithoutATime() {
    assertThat(Event.of(Map.of("ttl", 1)).isExpiredAt(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void changesACopyAndRemovesByNull() {
    Map<String, Object> changes = new HashMap<>();
    changes.put("metric", 2);
    changes.put("state", null);
    changes.put("build", null);
    changes.put("zone", "eu");

    Event changed = FULL.set(changes);

    assertThat(changed.getMetric()).isEqualTo(2L);
    assertThat(changed.getState()).isNull();
    assertThat(changed.getAttributes()).isEqualTo(Map.of("zone", "eu"));
    assertThat(FULL.getState()).isEqualTo("ok");
  }

  @Test
  void refusesValuesThatDoNotFit() {
    assertThatThrownBy(() -> Event.of(Map.of("metric", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metric must be a number, was 'x'");
    assertThatThrownBy(() -> Event.of(Map.of("time", "x")))
        .hasMessage("time must be a number of seconds or a duration, was 'x'");
    assertThatThrownBy(() -> Event.of(Map.of("ttl", 1e13))).hasMessageContaining("out of range");
    assertThatThrownBy(() -> Event.of(Map.of("tags", 1)))
        .hasMessage("tags must be a list of strings, was '1'");
  }

  @Test
  void takesLengthsOfTimeForTtl() {
    assertThat(Event.of(Map.of("ttl", Duration.ofMinutes(2))).ttlMicrosOr(0))
        .isEqualTo(120_000_000);
    assertThat(Event.of(Map.of("ttl", new BigDecimal("0.25"))).ttlMicrosOr(0)).isEqualTo(250_000);
  }

  @Test
  void addsATagOnce() {
    Event event = Event.builder().tag("a").tag("b").tag("a").build();

    assertThat(event.getTags()).containsExactly("a", "b");
    assertThat(event.tagged("a", "b")).isTrue();
    assertThat(event.tagged("a", "c")).isFalse();
    assertThat(event.taggedAny("c", "b")).isTrue();
    assertThat(event.taggedAny("c")).isFalse();
    assertThat(event.tagged()).isTrue();
    assertThat(event.taggedAny()).isFalse();
  }

  @Test
  void comparesByValue() {
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL).hasSameHashCodeAs(FULL);
    assertThat(FULL.withHost("z")).isNotEqualTo(FULL);
    assertThat(FULL.withMetric(2L)).isNotEqualTo(FULL.withMetric(2.0));
  }

  @Test
  void keepsTheLaterOfTwoAttributesOfOneName() {
    Attributes attributes = Attributes.ofPairs(new String[] {"a", "1", "b", "2", "a", "3"}, 6);

    assertThat(attributes).isEqualTo(Map.of("a", "3", "b", "2")).hasToString("{a=3, b=2}");
    assertThat(attributes.with("b", null)).isEqualTo(Map.of("a", "3"));
    assertThat(attributes.get("c")).isNull();
    assertThat(Attributes.ofPairs(new String[0], 0)).isSameAs(Attributes.NONE);
  }
}

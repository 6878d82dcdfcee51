package io.tocsin.stream.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.ValueFunction;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of the operators that change one event. */
final class MapTest {

  private static final Event EMPTY = Event.builder().build();

  private static final Event FULL =
      Event.of(
          Map.of(
              "host",
              "h",
              "service",
              "s",
              "state",
              "ok",
              "description",
              "d",
              "metric",
              1,
              "time",
              5,
              "ttl",
              7,
              "tags",
              List.of("t"),
              "zone",
              "eu"));

  private static Event only(OperatorSpec<Event, Event> spec, Event event) {
    OperatorHarness harness = OperatorHarness.of(spec).send(event);
    assertThat(harness.failures()).isEmpty();
    List<Object> left = harness.take();
    assertThat(left).hasSize(1);
    return (Event) left.get(0);
  }

  private static Map<String, Object> field(String name, Object value) {
    Map<String, Object> map = new HashMap<>();
    map.put(name, value);
    return map;
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("host", "other"),
        Arguments.of("service", "other"),
        Arguments.of("state", "other"),
        Arguments.of("description", "other"),
        Arguments.of("metric", 2),
        Arguments.of("metric", 2.5),
        Arguments.of("time", 9),
        Arguments.of("ttl", Duration.ofSeconds(9)),
        Arguments.of("tags", List.of("x", "y")),
        Arguments.of("zone", "us"),
        Arguments.of("attr:host", "an attribute"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void setSetsAndRemovesEveryField(String name, Object value) {
    assertThat(only(new SetSpec(field(name, value)), FULL)).isEqualTo(FULL.set(field(name, value)));
    assertThat(only(new SetSpec(field(name, value)), EMPTY))
        .isEqualTo(EMPTY.set(field(name, value)))
        .isNotEqualTo(EMPTY);
    assertThat(only(new SetSpec(field(name, null)), FULL)).isEqualTo(FULL.set(field(name, null)));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void defaultsSetsAbsentFieldsOnly(String name, Object value) {
    var spec = new DefaultsSpec(field(name, value));
    Event filled = only(spec, EMPTY);

    assertThat(filled).isEqualTo(EMPTY.set(field(name, value)));
    assertThat(only(spec, filled)).isSameAs(filled);
  }

  @Test
  void defaultsLeavesAPresentFieldAloneAndCountsEmptyTagsAsAbsent() {
    var spec = new DefaultsSpec(Map.of("state", "unknown", "tags", List.of("x"), "ttl", 60));

    assertThat(only(spec, FULL)).isSameAs(FULL);
    Event bare = Event.builder().state("ok").tags(List.of()).build();
    assertThat(only(spec, bare))
        .isEqualTo(Event.of(Map.of("state", "ok", "tags", List.of("x"), "ttl", 60)));
  }

  @Test
  void aDefaultOfNullSetsNothing() {
    assertThat(only(new DefaultsSpec(field("state", null)), EMPTY)).isEqualTo(EMPTY);
  }

  @Test
  void setSeveralFieldsAtOnce() {
    var spec = new SetSpec(Map.of("host", "x", "metric", 4L, "zone", "us"));

    Event changed = only(spec, FULL);

    assertThat(changed.getHost()).isEqualTo("x");
    assertThat(changed.getMetric()).isEqualTo(4L);
    assertThat(changed.attr("zone")).isEqualTo("us");
    assertThat(changed.getService()).isEqualTo("s");
  }

  @Test
  void valuesThatDoNotFitAreRefusedWhenTheRuleIsLoaded() {
    assertThatThrownBy(() -> new SetSpec(Map.of("metric", "much")))
        .hasMessage("set: metric must be a number, was 'much'");
    assertThatThrownBy(() -> new DefaultsSpec(Map.of("ttl", "long")))
        .hasMessage("defaults: ttl must be a number of seconds or a duration, was 'long'");
    assertThatThrownBy(() -> new SetSpec(Map.of())).hasMessage("set: needs at least one field");
    assertThatThrownBy(() -> new DefaultsSpec(Map.of()))
        .hasMessage("defaults: needs at least one field");
  }

  @Test
  void aRecipeKeepsItsOwnCopyOfTheFields() {
    Map<String, Object> fields = field("state", "ok");
    var spec = new SetSpec(fields);
    fields.put("state", "changed later");

    assertThat(only(spec, EMPTY).getState()).isEqualTo("ok");
    assertThat(spec).isEqualTo(new SetSpec(Map.of("state", "ok")));
  }

  private static RuleFunction<ValueFunction> value(ValueFunction function) {
    return RuleFunction.of(function, "f");
  }

  @Test
  void adjustSetsAFieldToAFunctionOfItself() {
    var suffix = new AdjustSpec("service", value(v -> v + " rate"));
    var attribute = new AdjustSpec("zone", value(v -> v == null ? "none" : null));

    assertThat(only(suffix, FULL)).isEqualTo(FULL.withService("s rate"));
    assertThat(only(attribute, FULL).attr("zone")).isNull();
    assertThat(only(attribute, EMPTY).attr("zone")).isEqualTo("none");
  }

  @Test
  void adjustEndsAnEventWhoseNewValueDoesNotFit() {
    OperatorHarness harness =
        OperatorHarness.of(new AdjustSpec("metric", value(v -> "text"))).send(FULL);

    assertThat(harness.take()).isEmpty();
    assertThat(harness.failures()).hasSize(1);
    assertThatThrownBy(() -> new AdjustSpec("", value(v -> v)))
        .hasMessage("adjust: field must have a name");
  }

  static Stream<Arguments> scales() {
    return Stream.of(
        Arguments.of(3L, 2, 6L),
        Arguments.of(3L, -1, -3L),
        Arguments.of(3L, 0.5, 1.5),
        Arguments.of(1.5, 2, 3.0),
        Arguments.of(Long.MAX_VALUE, 1, Long.MAX_VALUE),
        Arguments.of(Long.MAX_VALUE / 2, 2, Long.MAX_VALUE - 1),
        Arguments.of(Long.MAX_VALUE / 2 + 1, 2, 0x1p63),
        Arguments.of(Long.MIN_VALUE / 2, 2, Long.MIN_VALUE),
        Arguments.of(Long.MIN_VALUE, -1, 0x1p63),
        Arguments.of(0L, 1e300, 0.0),
        Arguments.of(null, 2, null));
  }

  @ParameterizedTest
  @MethodSource("scales")
  void scaleKeepsAWholeMetricWholeAsFarAsALongReaches(Number metric, double by, Number scaled) {
    Event event = Event.builder().metric(metric).build();

    assertThat(only(new ScaleSpec(by), event).getMetric()).isEqualTo(scaled);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void scaleRefusesAFactorThatIsNotFinite(double factor) {
    assertThatThrownBy(() -> new ScaleSpec(factor))
        .hasMessage("scale: factor must be a finite number, was " + factor);
  }

  @ParameterizedTest
  @CsvSource({
    "a b, '', a b",
    "a b, b c, a b c",
    "a, c a, a c",
    "a, a c, a c",
    "a b, b a, a b",
    "a a, c, a c"
  })
  void tagPutsNewTagsFirstAndOnce(String tags, String had, String has) {
    assertThat(only(new TagSpec(words(tags)), tagged(had)).getTags()).isEqualTo(words(has));
  }

  @ParameterizedTest
  @CsvSource({"a b, a b c, c", "a, '', ''", "a, c, c", "a, a, ''", "a, a c a, c"})
  void untagRemovesTags(String tags, String had, String has) {
    assertThat(only(new UntagSpec(words(tags)), tagged(had)).getTags()).isEqualTo(words(has));
  }

  @Test
  void tagAndUntagNeedATag() {
    assertThatThrownBy(() -> new TagSpec(List.of())).hasMessage("tag: needs at least one tag");
    assertThatThrownBy(() -> new UntagSpec(List.of())).hasMessage("untag: needs at least one tag");
  }

  private static Event tagged(String tags) {
    return Event.builder().tags(words(tags)).build();
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Test
  void mapSendsOnWhatTheFunctionMakesAndNothingForNull() {
    EventMapper okOnly = (e, now) -> "ok".equals(e.getState()) ? e.withMetric(now) : null;
    OperatorHarness harness = OperatorHarness.of(new MapSpec(RuleFunction.of(okOnly, "f")));

    harness.advance(2).send(FULL, EMPTY);

    assertThat(harness.take()).containsExactly(FULL.withMetric(2_000_000L));
    assertThat(harness.drops()).isEmpty();
  }
}

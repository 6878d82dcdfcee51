package io.tocsin.stream.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.UnindexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks into the index: {@link DependsOnSpec}, and {@link UnindexSpec}. */
final class DependsOnTest {

  private static final List<String> OK = DependsOnSpec.DEFAULT_STATES;

  private final List<String> seen = new ArrayList<>();
  private final Lane lane = new Lane(LaneSettings.DEFAULT, new Strict(), Map.of());
  private final Index index = lane.index();

  private static final class Strict implements LaneObserver {
    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      throw new AssertionError(reason);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void timeReplaced() {}
  }

  private record Noting(String name, List<String> seen) implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      return event -> seen.add(name);
    }
  }

  private void install(OperatorSpec<?, ?> spec) {
    StageSpec yes = StageSpec.of(new Noting("yes", seen));
    StageSpec no = StageSpec.of(new Noting("no", seen));
    lane.install(
        List.of(
            new StageSpec(
                spec, List.of(List.of(yes), List.of(no)), null, io.tocsin.stream.Place.UNKNOWN)));
  }

  private void put(String host, String service, String state) {
    index.put(Event.builder().host(host).service(service).state(state).build(), lane.nowMicros());
  }

  private static Event from(String host) {
    return Event.builder().host(host).service("web").build();
  }

  @ParameterizedTest
  @CsvSource({
    "ok, ok, false, yes",
    "ok, bad, false, no",
    "bad, ok, false, no",
    "bad, bad, false, no",
    "ok, bad, true, yes",
    "bad, ok, true, yes",
    "bad, bad, true, no",
    "ok, , false, no",
    ", ok, true, yes",
    ", , false, no"
  })
  void needsAllOfTheServicesOrAnyOfThem(String first, String second, boolean any, String way) {
    put("a", "mysql", first);
    put("a", "redis", second);
    install(new DependsOnSpec(List.of("mysql", "redis"), null, OK, any));

    lane.accept(from("a"));

    assertThat(seen).containsExactly(way);
  }

  @ParameterizedTest
  @CsvSource({"a, , no", "b, , yes", "a, b, yes", "b, a, no", ", , no"})
  void looksAtTheEventsOwnHostOrAtTheNamedOne(String own, String named, String way) {
    put("b", "mysql", "ok");
    install(new DependsOnSpec(List.of("mysql"), named, OK, false));

    lane.accept(from(own));

    assertThat(seen).containsExactly(way);
  }

  @Test
  void anAbsentHostHasServicesToo() {
    put(null, "mysql", "ok");
    install(new DependsOnSpec(List.of("mysql"), null, OK, false));

    lane.accept(from(null));

    assertThat(seen).containsExactly("yes");
  }

  @ParameterizedTest
  @CsvSource({"59999999, yes", "60000000, yes", "60000001, no"})
  void anEntryCountsUntilItsTimeToLiveIsOver(long now, String way) {
    put("a", "mysql", "ok");
    install(new DependsOnSpec(List.of("mysql"), null, OK, false));
    lane.advanceTo(now);
    seen.clear();

    lane.accept(from("a"));

    assertThat(seen).containsExactly(way);
  }

  @Test
  void anEntryThatWasTooOldOnArrivalDoesNotCount() {
    lane.advanceTo(100_000_000);
    index.put(
        Event.builder().host("a").service("mysql").state("ok").timeMicros(0).build(),
        lane.nowMicros());
    install(new DependsOnSpec(List.of("mysql"), null, OK, false));

    lane.accept(from("a"));

    assertThat(seen).containsExactly("no");
  }

  @Test
  void otherStatesMayCount() {
    put("a", "mysql", "warning");
    install(new DependsOnSpec(List.of("mysql"), null, List.of("ok", "warning"), false));

    lane.accept(from("a"));

    assertThat(seen).containsExactly("yes");
  }

  @Test
  void needsServicesAndStates() {
    assertThatThrownBy(() -> new DependsOnSpec(List.of(), null, OK, false))
        .hasMessage("dependsOn: service needs at least one name");
    assertThatThrownBy(() -> new DependsOnSpec(List.of("a"), null, List.of(), false))
        .hasMessage("dependsOn: state needs at least one name");
  }

  @Test
  void unindexForgetsTheEventsOwnEntryAndExpiresNothing() {
    put("a", "web", "ok");
    put("a", "other", "ok");
    install(new UnindexSpec(List.of()));

    lane.accept(from("a"));
    lane.accept(from("a"));

    assertThat(index.get("a", "web")).isNull();
    assertThat(index.size()).isEqualTo(1);
    assertThat(seen).isEmpty();
  }

  @Test
  void unindexForgetsAllEntriesOfEqualFields() {
    put("a", "x", "ok");
    put("a", "y", "bad");
    put("b", "x", "ok");
    put(null, "x", "ok");
    install(new UnindexSpec(List.of("host")));

    lane.accept(from("a"));
    assertThat(index.size()).isEqualTo(2);
    lane.accept(from(null));

    assertThat(index.size()).isEqualTo(1);
    assertThat(index.get("b", "x")).isNotNull();
  }

  @Test
  void unindexComparesAllOfItsFields() {
    put("a", "x", "ok");
    put("a", "y", "bad");
    put("b", "x", "bad");
    install(new UnindexSpec(List.of("host", "state")));

    lane.accept(Event.builder().host("a").service("z").state("bad").build());

    assertThat(index.get("a", "y")).isNull();
    assertThat(index.size()).isEqualTo(2);
  }

  @Test
  void unindexNeedsNamesOfFields() {
    assertThatThrownBy(() -> new UnindexSpec(List.of("")))
        .hasMessage("unindex: field must have a name");
  }
}

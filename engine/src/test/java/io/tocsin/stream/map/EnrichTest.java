package io.tocsin.stream.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.testkit.OperatorHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link EnrichSpec} and {@link Table}. */
final class EnrichTest {

  private static Table table(Map<String, Object> row) {
    return new Table(
        "hosts.csv",
        "host",
        List.of("host", "owner", "ttl", "tags", "state"),
        Map.of("a", row, "7", Map.of("host", "7", "owner", "seven")));
  }

  private static final Table TABLE =
      table(Map.of("host", "a", "owner", "ops", "ttl", 30L, "tags", List.of("t")));

  private static Event host(String host) {
    return Event.builder().host(host).state("ok").build();
  }

  private static EnrichSpec spec(String on, String prefix, String... columns) {
    return new EnrichSpec(TABLE, on, List.of(columns), prefix);
  }

  @Test
  void setsFieldsAndAttributesAndLeavesWhatTheRowDoesNotHave() {
    OperatorHarness harness = OperatorHarness.of(spec("host", ""));

    harness.send(host("a"));

    assertThat(harness.take())
        .containsExactly(
            host("a").toBuilder().ttlMicros(30_000_000).tag("t").attribute("owner", "ops").build());
  }

  @Test
  void aPrefixMakesAttributesOnly() {
    OperatorHarness harness = OperatorHarness.of(spec("host", "h_", "owner", "ttl", "host"));

    harness.send(host("a"));

    assertThat(harness.take())
        .containsExactly(
            host("a").toBuilder()
                .attribute("h_owner", "ops")
                .attribute("h_ttl", "30")
                .attribute("h_host", "a")
                .build());
  }

  @ParameterizedTest
  @CsvSource({"a, 0", "A, 1", "b, 1", ", 1"})
  void whatHasNoRowLeavesByTheOtherBranchAsItIs(String host, int branch) {
    OperatorHarness harness = OperatorHarness.of(spec("host", ""));

    harness.send(host(host));

    assertThat(harness.take(branch)).hasSize(1);
    assertThat(harness.take(1 - branch)).isEmpty();
    assertThat(harness.drops()).isEmpty();
  }

  @Test
  void aNumberIsAKeyByItsText() {
    OperatorHarness harness = OperatorHarness.of(spec("metric", "", "owner"));

    harness.send(Event.builder().metric(7).build(), Event.builder().metric(7.0).build());

    assertThat(harness.take(0)).hasSize(1);
    assertThat(harness.take(1)).hasSize(1);
  }

  @Test
  void anExpiredEventIsEnrichedToo() {
    OperatorHarness harness = OperatorHarness.of(spec("host", "", "owner"));

    harness.send(host("a").withState(Event.EXPIRED));

    assertThat(((Event) harness.take().get(0)).attr("owner")).isEqualTo("ops");
  }

  @Test
  void aRowWithNothingToAddLeavesTheEventItself() {
    OperatorHarness harness = OperatorHarness.of(spec("host", "", "state"));
    Event event = host("a");

    harness.send(event);

    assertThat(harness.take().get(0)).isSameAs(event);
  }

  @Test
  void comparesByContent() {
    Table same = table(Map.of("host", "a", "owner", "ops", "ttl", 30L, "tags", List.of("t")));
    Table other = table(Map.of("host", "a", "owner", "dev"));

    assertThat(TABLE).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(TABLE).hasToString("hosts.csv (2 rows by host)");
    assertThat(spec("host", "")).isEqualTo(new EnrichSpec(same, "host", List.of(), ""));
  }

  @Test
  void needsAFieldAndColumnsThatAreThere() {
    assertThatThrownBy(() -> spec("", "")).hasMessage("enrich: on must name a field");
    assertThatThrownBy(() -> spec("host", "", "ownr"))
        .hasMessageContaining("enrich: the table has no column 'ownr'; it has [host, owner");
  }
}

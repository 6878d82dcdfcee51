package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.event.EventWeight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search may hold. */
final class SelectionTest {

  private static final Event EVENT = Event.builder().host("h").metric(1).build();

  private static Selection select(String query, int events) {
    Selection selection =
        Query.parse(query).selection(0, Integer.MAX_VALUE, SearchBudget.forEntries(events));
    for (int i = 0; i < events; i++) {
      selection.offer(EVENT);
    }
    return selection;
  }

  @ParameterizedTest
  @CsvSource({
    "true order by metric, 200000, 200000",
    "true, 200001, 200001",
    "true order by metric limit 200000, 200001, 200000",
    "true order by metric limit 10, 300000, 10",
  })
  void findsSoMany(String query, int events, int found) {
    assertThat(select(query, events).size()).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({"true order by metric", "true order by metric limit 200001"})
  void putsNoMoreThanSoManyInOrder(String query) {
    assertThatThrownBy(() -> select(query, 200_001))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("it would put more than 200000 events in order; add limit N");
  }

  @Test
  void weighsWhatItHolds() {
    long one = EventWeight.of(EVENT);

    assertThat(select("true", 0).weight()).isZero();
    assertThat(select("true", 10).weight()).isBetween(10 * one, 10 * (one + 50));
    assertThat(select("true order by host", 10).weight()).isGreaterThan(10 * (one + 50));
    assertThat(select("true order by host limit 5", 10).weight())
        .isEqualTo(select("true order by host", 5).weight());
  }

  @ParameterizedTest
  @CsvSource({"16, true", "17, false"})
  void ordersBySoManyFields(int number, boolean taken) {
    String query = "true order by " + "host, ".repeat(number - 1) + "host";
    if (taken) {
      assertThat(Query.parse(query).isOrdered()).isTrue();
    } else {
      assertThatThrownBy(() -> Query.parse(query))
          .hasMessageContaining("more than 16 fields to order by; leave the last ones out");
    }
  }
}

package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.event.KeyHash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link EntryTable} that cannot be seen from outside. */
final class EntryTableTest {

  private final EntryTable table = new EntryTable();

  private Entry add(String host) {
    Event event = Event.builder().host(host).build();
    Entry entry = new Entry(event, 0, new Group(host, true), new Group(null, false));
    table.add(entry);
    return entry;
  }

  @Test
  void keepsChainsShortWhenNamesAreMadeToCollide() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1 << 12; i++) {
      entries.add(add(colliding(i, 12)));
    }

    assertThat(table.longestChain()).isLessThanOrEqualTo(KeyHash.LONGEST_CHAIN);
    entries.forEach(e -> assertThat(table.find(e.event.getHost(), null)).isSameAs(e));
    entries.subList(0, 4000).forEach(table::remove);
    assertThat(table.size()).isEqualTo(96);
    entries.subList(0, 4000).forEach(e -> assertThat(table.find(e.event.getHost(), null)).isNull());
    entries
        .subList(4000, 4096)
        .forEach(e -> assertThat(table.find(e.event.getHost(), null)).isSameAs(e));
  }

  /** Texts of one length that all have the same {@code hashCode}. */
  private static String colliding(int number, int bits) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < bits; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }
}

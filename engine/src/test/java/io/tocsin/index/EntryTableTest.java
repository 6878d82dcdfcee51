package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link EntryTable} that cannot be seen from outside. */
final class EntryTableTest {

  @Test
  void spreadsNumberedNamesOverTheBuckets() {
    int names = 300;
    int buckets = 1 << 17;
    Set<Integer> hashes = new HashSet<>();
    Set<Integer> used = new HashSet<>();
    for (int host = 0; host < names; host++) {
      for (int service = 0; service < names; service++) {
        int hash = EntryTable.hash("web-" + host, "service-" + service);
        hashes.add(hash);
        used.add(hash & (buckets - 1));
      }
    }

    // Of 90 000 keys thrown at random, about half of the 131 072 buckets get one.
    assertThat(hashes).hasSizeGreaterThan(names * names * 99 / 100);
    assertThat(used).hasSizeGreaterThan(buckets * 48 / 100);
  }
}

package io.tocsin.stream.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.event.KeyHash;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.testkit.OperatorHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link ForkTable}, driven through an operator that only opens it. */
final class ForkTableTest {

  private static final Duration TTL = Duration.ofSeconds(10);

  private final List<String> closed = new ArrayList<>();
  private ForkTable<Event> table;
  private OperatorHarness harness;

  /** Makes the table of the test. */
  private record TableSpec(ForkTableTest test, int maxKeys) implements OperatorSpec<Event, Event> {
    @Override
    public boolean forksChildren() {
      return true;
    }

    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      test.table = new ForkTable<>(context, TTL, maxKeys);
      return event -> {};
    }
  }

  /** Tells the test when it is closed; its name is the first event it gets. */
  private record ChildSpec(ForkTableTest test) implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      return new Operator<>() {
        private String name = "unnamed";

        @Override
        public void process(Event event) {
          name = String.valueOf(event.getHost());
        }

        @Override
        public void close() {
          test.closed.add(name);
        }
      };
    }
  }

  private void start(int maxKeys) {
    harness =
        OperatorHarness.ofTree(
            c -> StageSpec.of(new TableSpec(this, maxKeys), StageSpec.of(new ChildSpec(this))));
  }

  private boolean use(String key) {
    ForkEntry<Event> entry = table.findOrOpen(key, null);
    if (entry != null) {
      entry.fork().accept(Event.builder().host(key).build());
    }
    return entry != null;
  }

  @Test
  void tellsKeysApartByBothValuesAndTakesNullForOne() {
    start(100);
    List<Object[]> keys =
        List.of(
            new Object[] {"a", "b"},
            new Object[] {"b", "a"},
            new Object[] {"a", null},
            new Object[] {null, "a"},
            new Object[] {null, null},
            new Object[] {1L, null},
            new Object[] {1.0, null});

    for (Object[] key : keys) {
      assertThat(table.find(key[0], key[1])).isNull();
      table.findOrOpen(key[0], key[1]).memo(key);
    }

    assertThat(table.size()).isEqualTo(keys.size());
    for (Object[] key : keys) {
      assertThat(table.find(key[0], key[1]).memo()).isSameAs(key);
      assertThat(table.findOrOpen(key[0], key[1]).memo()).isSameAs(key);
    }
  }

  @Test
  void closesCopiesThatWereIdleForTheTtlLongestIdleFirst() {
    start(100);
    use("a");
    use("b");
    harness.advance(5);
    use("c");
    use("a");

    harness.advanceMicros(4_999_999);
    assertThat(closed).isEmpty();
    harness.advanceMicros(1);
    assertThat(closed).containsExactly("b");
    harness.advance(5);
    assertThat(closed)
        .as("of one moment, in the order they were opened")
        .containsExactly("b", "a", "c");
    assertThat(table.size()).isZero();
    assertThat(harness.timers()).isZero();
  }

  @Test
  void closesAllLongestIdleFirstWhateverWasUsedSince() {
    start(100);
    use("a");
    use("b");
    harness.advance(3);
    use("c");
    harness.advance(3);
    use("a");

    table.close();

    assertThat(closed).containsExactly("b", "c", "a");
  }

  @Test
  void aLookUpCountsAsUse() {
    start(100);
    use("a");
    harness.advance(9);
    assertThat(table.find("a", null)).isNotNull();

    harness.advance(9);

    assertThat(closed).isEmpty();
    harness.advance(1);
    assertThat(closed).containsExactly("a");
  }

  @Test
  void usesOneTimerForAllKeysAndNoneWhenEmpty() {
    start(100);
    assertThat(harness.timers()).isZero();
    for (int i = 0; i < 50; i++) {
      use("k" + i);
      harness.advance(0.1);
      assertThat(harness.timers()).isEqualTo(1);
    }

    table.close();

    assertThat(harness.timers()).isZero();
    assertThat(closed).hasSize(50);
    assertThat(table.size()).isZero();
  }

  @Test
  void takesNoNewKeyBeyondTheLimitUntilOneIsForgotten() {
    start(2);
    assertThat(use("a")).isTrue();
    harness.advance(1);
    assertThat(use("b")).isTrue();
    assertThat(use("c")).isFalse();
    assertThat(use("a")).isTrue();
    assertThat(table.size()).isEqualTo(2);

    harness.advance(10);
    assertThat(table.size()).isEqualTo(0);
    assertThat(use("c")).isTrue();
  }

  @Test
  void keepsChainsShortWhenKeysAreMadeToCollide() {
    start(10_000);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 1 << 11; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 11; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.add(key.toString());
      assertThat(use(key.toString())).isTrue();
    }

    assertThat(table.longestChain()).isLessThanOrEqualTo(KeyHash.LONGEST_CHAIN);
    keys.forEach(key -> assertThat(table.find(key, null)).isNotNull());
    harness.advance(10);
    assertThat(closed).isEqualTo(keys);
    assertThat(table.size()).isZero();
  }

  @Test
  void keepsChainsShortWhenKeysAgreeInTheirLowBitsOnly() {
    start(10_000);
    int taken = 0;
    for (long i = 0; taken < 1000; i++) {
      if ((KeyHash.plain(i, null) & 0xFFF) == 0) {
        assertThat(table.findOrOpen(i, null)).isNotNull();
        taken++;
      }
    }

    assertThat(table.longestChain()).isLessThanOrEqualTo(KeyHash.LONGEST_CHAIN);
  }

  @Test
  void keepsCountOfManyKeysThatComeAndGo() {
    long seed = 20240607;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    start(1_000_000);
    Map<String, Long> used = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "k" + random.nextInt(1 + random.nextInt(3000));
      use(key);
      used.put(key, harness.nowMicros());
      harness.advanceMicros(random.nextInt(20_000));
      long now = harness.nowMicros();
      used.values().removeIf(at -> now - at >= 10_000_000);
      if (i % 1000 == 0) {
        assertThat(table.size()).isEqualTo(used.size());
      }
    }

    assertThat(table.size()).isEqualTo(used.size()).isPositive();
    assertThat(closed).isNotEmpty();
    used.keySet().forEach(key -> assertThat(table.find(key, null)).isNotNull());
    assertThat(harness.drops()).doesNotContainKey(DropReason.KEY_LIMIT);
  }
}

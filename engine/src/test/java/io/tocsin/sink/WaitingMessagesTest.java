package io.tocsin.sink;

import static io.tocsin.sink.ScriptedSink.parcelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link WaitingMessages} at its limits. */
final class WaitingMessagesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  /** Of a message of one event whose service has one character. */
  private static final long WEIGHT = 161;

  private final ManualTime time = new ManualTime();

  private WaitingMessages waiting(OutboxLimits limits) {
    return new WaitingMessages(limits, OutboxStore.NONE, OutboxStore.Contents.EMPTY, time);
  }

  private static List<String> services(WaitingMessages waiting) {
    List<String> services = new ArrayList<>();
    for (WaitingMessage message : waiting.removeFirst(100)) {
      services.add(message.message().events().get(0).getService());
    }
    return services;
  }

  @ParameterizedTest(name = "{0}, {1} under way, {2} offered: {3}, dropped {4}, refused {5}")
  @CsvSource({
    "DROP_NEWEST, 0, 2, 'a,b', 0, 0",
    "DROP_NEWEST, 0, 3, 'a,b', 0, 1",
    "DROP_NEWEST, 2, 4, 'a,b', 0, 2",
    "DROP_OLDEST, 0, 2, 'a,b', 0, 0",
    "DROP_OLDEST, 0, 3, 'b,c', 1, 0",
    "DROP_OLDEST, 1, 4, 'a,d', 2, 0",
    "DROP_OLDEST, 2, 3, 'a,b', 0, 1",
    "BLOCK, 0, 2, 'a,b', 0, 0",
    "BLOCK, 0, 4, 'a,b,c,d', 0, 0",
    "BLOCK, 0, 5, 'a,b,c,d', 0, 1",
    "BLOCK, 2, 5, 'a,b,c,d', 0, 1"
  })
  void isFullInTheWayThatTheOutputSays(
      WhenFull whenFull, int underWay, int offered, String left, int dropped, int refused)
      throws Exception {
    for (OutboxLimits limits :
        List.of(
            new OutboxLimits(2, 1 << 20, HOUR, whenFull),
            new OutboxLimits(1_000, 2 * WEIGHT, HOUR, whenFull))) {
      WaitingMessages waiting = waiting(limits);
      int full = 0;
      for (int i = 0; i < offered; i++) {
        String service = String.valueOf((char) ('a' + i));
        full += waiting.offer(parcelled(service), 0, false) == Offer.FULL ? 1 : 0;
        if (i + 1 == underWay) {
          waiting.first(underWay);
        }
      }

      assertThat(waiting.evicted()).isEqualTo(dropped);
      assertThat(full).isEqualTo(refused);
      assertThat(services(waiting)).containsExactly(left.split(","));
    }
  }

  @ParameterizedTest(name = "{0} with {1} waiting: room {2}")
  @CsvSource({"BLOCK, 1, true", "BLOCK, 2, false", "DROP_OLDEST, 2, true", "DROP_NEWEST, 2, true"})
  void asksListenersToWaitOnlyIfTheOutputSaysSo(WhenFull whenFull, int number, boolean room) {
    WaitingMessages waiting = waiting(new OutboxLimits(2, 1 << 20, HOUR, whenFull));
    for (int i = 0; i < number; i++) {
      waiting.offer(parcelled("a"), 0, false);
    }

    assertThat(waiting.hasRoom()).isEqualTo(room);
  }

  @Test
  void takesASingleMessageOfAnySize() {
    WaitingMessages waiting = waiting(new OutboxLimits(2, 1, HOUR, WhenFull.DROP_NEWEST));

    assertThat(waiting.offer(parcelled("a"), 0, false)).isEqualTo(Offer.TAKEN);
    assertThat(waiting.offer(parcelled("b"), 0, false)).isEqualTo(Offer.FULL);
  }

  @Test
  void tellsHowMuchWaitsAndForHowLong() {
    WaitingMessages waiting = waiting(OutboxLimits.ofMessages(9));
    waiting.offer(parcelled("a"), 0, false);
    waiting.offer(parcelled("b"), 0, false);
    time.set(5_000_000);

    assertThat(waiting.load()).isEqualTo(new WaitingMessages.Load(2, 2 * WEIGHT, 5_000_000));
  }
}

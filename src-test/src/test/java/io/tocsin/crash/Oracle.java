package io.tocsin.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.event.Event;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HttpReceiver.Request;
import io.tocsin.fixture.HubProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Numbers the events of one host, and knows what the hub must know and have sent: each event once,
 * in order, from 1 on.
 */
final class Oracle {

  static final int BATCH = 10;
  static final int THROTTLE = 3;

  private final String host;
  private volatile long acked;
  private volatile boolean unsure;

  Oracle(String host) {
    this.host = host;
  }

  /** How many events were acknowledged. */
  long acked() {
    return acked;
  }

  /** The next event; whether it takes effect is not known until {@link #acknowledged}. */
  Event next() {
    unsure = true;
    return Event.builder()
        .host(host)
        .service("n")
        .metric(acked + 1)
        .ttlMicros(86_400_000_000L)
        .build();
  }

  void acknowledged() {
    acked++;
    unsure = false;
  }

  /**
   * Asks a hub that has just started: every event acknowledged is in its state once; the one that
   * was on its way may be.
   */
  void check(HubProcess hub, String about) throws IOException {
    long last = metric(hub, "n");
    long count = metric(hub, "count");
    assertThat(last).as(about).isIn(unsure ? List.of(acked, acked + 1) : List.of(acked));
    assertThat(count).as("each took effect once, " + about).isEqualTo(last);
    acked = last;
    unsure = false;
  }

  private long metric(HubProcess hub, String service) throws IOException {
    List<Event> found = hub.query("host = \"" + host + "\" and service = \"" + service + "\"");
    return found.isEmpty() ? 0 : (long) found.get(0).metricOrNaN();
  }

  /** Whether all that is owed was received. */
  boolean isTold(HttpReceiver receiver) {
    return messages(receiver, "batch").size() >= acked / BATCH
        && messages(receiver, "first").size() >= Math.min(acked, THROTTLE)
        && timed(receiver) >= acked;
  }

  /** Windows and throttles as those of a hub that was never killed, each message under one key. */
  void checkTold(HttpReceiver receiver, String about) {
    List<List<Long>> batches = new ArrayList<>();
    for (long from = 1; from + BATCH - 1 <= acked; from += BATCH) {
      List<Long> batch = new ArrayList<>();
      for (long i = from; i < from + BATCH; i++) {
        batch.add(i);
      }
      batches.add(batch);
    }
    List<List<Long>> first = new ArrayList<>();
    for (long i = 1; i <= Math.min(acked, THROTTLE); i++) {
      first.add(List.of(i));
    }
    assertThat(messages(receiver, "batch").values())
        .as("batches, " + about)
        .containsExactlyInAnyOrderElementsOf(batches);
    assertThat(messages(receiver, "first").values())
        .as("throttled, " + about)
        .containsExactlyInAnyOrderElementsOf(first);
    checkTimed(messages(receiver, "timed"), about);
  }

  /** When a timer tells is open; that it tells of each event in one message is not. */
  private void checkTimed(Map<String, List<Long>> messages, String about) {
    Map<Long, String> keys = new TreeMap<>();
    messages.forEach(
        (key, numbers) -> numbers.forEach(each -> keys.merge(each, key, (a, b) -> a + " " + b)));
    assertThat(keys.values().stream().filter(key -> key.contains(" ")).distinct())
        .as("keys of messages of " + host + " that tell of the same, " + about)
        .isEmpty();
    assertThat(LongStream.rangeClosed(1, acked).filter(each -> !keys.containsKey(each)))
        .as("not told by timers, " + about)
        .isEmpty();
    assertThat(keys).as("told by timers, " + about).hasSize((int) acked);
  }

  private int timed(HttpReceiver receiver) {
    return messages(receiver, "timed").values().stream().mapToInt(List::size).sum();
  }

  /** The numbers in each message to an output, by the message's key. */
  private Map<String, List<Long>> messages(HttpReceiver receiver, String output) {
    Map<String, List<Long>> messages = new HashMap<>();
    for (Request request : receiver.attempts()) {
      List<Long> numbers = new ArrayList<>();
      try {
        for (JsonNode event : request.json().path("events")) {
          if (event.path("host").asText().equals(host)
              && event.path("state").asText().equals(output)) {
            numbers.add(event.path("metric").asLong());
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      if (!numbers.isEmpty()) {
        List<Long> before = messages.put(request.headers().get("Idempotency-Key"), numbers);
        if (before != null) {
          assertThat(numbers).as("what is sent again is the same").isEqualTo(before);
        }
      }
    }
    return messages;
  }
}

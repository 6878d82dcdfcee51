package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Index} against a model that looks at everything at every step. */
final class IndexModelTest {

  private static final int STEPS = 6000;

  private record Key(String host, String service) {}

  private record Held(Event event, long due) {}

  private static final Comparator<Event> BY_TIME_AND_KEY =
      Comparator.comparing(Event::getTime)
          .thenComparing(Event::getHost, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Event::getService, Comparator.nullsFirst(Comparator.naturalOrder()));

  private static final String[] QUERIES = {
    "true",
    "host = 'h1'",
    "host = nil",
    "service = 's2'",
    "service = nil",
    "host = 'h1' and service = 's1'",
    "service = 's3' and metric > 50 and host = 'h2'",
    "host =~ 'h1%'",
    "host =~ 'h1%' and service = 's1'",
    "host =~ 'h1%' and service =~ 's%'",
    "service =~ 's1%' and metric < 30",
    "service ~= '^s1?' and host",
    "host ~= '^h1' or host = 'h2'",
    "not host = 'h1' and metric >= 50",
    "metric > 90"
  };

  private final Map<Key, Held> model = new HashMap<>();
  private long now;

  @ParameterizedTest(name = "at most {0} entries")
  @ValueSource(ints = {5, 60, 100_000})
  void agreesWithTheModelOnRandomInputs(int maxEntries) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    IndexLane lane = new IndexLane(new IndexSettings(maxEntries));
    List<Event> expected = new ArrayList<>();
    List<Event> actual = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int choice = random.nextInt(10);
      if (choice < 7) {
        Event event = randomEvent(random);
        boolean taken = put(event, maxEntries);
        assertThat(lane.put(event) != Index.Outcome.REFUSED).as("seed %d", seed).isEqualTo(taken);
      } else if (choice == 7) {
        Key key = randomKey(random);
        assertThat(lane.index().delete(key.host, key.service)).isEqualTo(model.remove(key) != null);
      } else {
        now += random.nextInt(random.nextInt(20) == 0 ? 60 : 4);
        expected.addAll(expire());
        lane.advanceTo(now);
        actual.addAll(lane.takeExpired());
      }
      check(lane.index(), random, "seed " + seed + ", step " + step);
    }
    assertThat(actual).as("seed %d", seed).isEqualTo(expected).isNotEmpty();
    assertThat(actual.toString()).as("seed %d", seed).isEqualTo(expected.toString());
  }

  private void check(Index index, Random random, String step) {
    assertThat(index.size()).as(step).isEqualTo(model.size());
    Key key = randomKey(random);
    Held held = model.get(key);
    assertThat(index.get(key.host, key.service))
        .as(step)
        .isEqualTo(held == null ? null : held.event);
    if (random.nextInt(20) == 0) {
      Query query = Query.parse(QUERIES[random.nextInt(QUERIES.length)]);
      List<Event> all = model.values().stream().map(Held::event).toList();
      List<Event> visited = new ArrayList<>();
      index.forEach(visited::add);
      assertThat(visited).as(step).containsExactlyInAnyOrderElementsOf(all);
      assertThat(index.search(query, 0, Integer.MAX_VALUE))
          .as(step + ", " + query)
          .containsExactlyInAnyOrderElementsOf(
              all.stream().filter(e -> query.matches(e, now)).toList());
    }
  }

  private boolean put(Event event, int maxEntries) {
    Key key = new Key(event.getHost(), event.getService());
    if (event.hasExpiredState()) {
      model.remove(key);
      return true;
    }
    if (!model.containsKey(key) && model.size() >= maxEntries) {
      return false;
    }
    Event timed = event.hasTime() ? event : event.withTimeMicros(now);
    long time = timed.timeMicrosOr(0);
    long used = time > now + IndexLane.MAX_SKEW_MICROS ? now : time;
    long ttl = timed.ttlMicrosOr(60_000_000);
    long due = Math.max(now + (ttl <= 0 ? 1_000_000 : 1), used + ttl + 1);
    model.put(key, new Held(timed, due));
    return true;
  }

  private List<Event> expire() {
    List<Event> gone = new ArrayList<>();
    model
        .values()
        .removeIf(
            held -> {
              boolean over = held.due <= now;
              if (over) {
                gone.add(held.event.withState("expired").withTimeMicros(held.due));
              }
              return over;
            });
    gone.sort(BY_TIME_AND_KEY);
    return gone;
  }

  private Event randomEvent(Random random) {
    Key key = randomKey(random);
    EventBuilder b =
        Event.builder().host(key.host).service(key.service).metric((long) random.nextInt(100));
    b.state(random.nextInt(15) == 0 ? "expired" : "ok");
    if (random.nextInt(5) > 0) {
      b.timeMicros(now - random.nextInt(6) + random.nextInt(3));
    }
    if (random.nextInt(200) == 0) {
      b.timeMicros(now + IndexLane.MAX_SKEW_MICROS + random.nextInt(3) - 1);
    }
    if (random.nextInt(10) > 0) {
      b.ttlMicros(random.nextInt(30) - 3);
    }
    return b.build();
  }

  private static Key randomKey(Random random) {
    int host = random.nextInt(13);
    int service = random.nextInt(13);
    return new Key(host == 0 ? null : "h" + host, service == 0 ? null : "s" + service);
  }
}

package io.tocsin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.source.FoundEvents;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Searches in slices, and who is told of the index, through {@link LaneIngress}. */
final class SearchesTest {

  private static final int ENTRIES = 5_000;

  private long now = 1_000_000;
  private long tick;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Lane lane =
      new Lane(
          LaneSettings.DEFAULT,
          new CountingObserver(
              new Telemetry(),
              new QuietLog(LoggerFactory.getLogger(SearchesTest.class), () -> now, 1)),
          Map.of());
  private final LaneIngress ingress = new LaneIngress(lane, this::time, later::add, lane::tap);

  private long time() {
    now += tick;
    return now;
  }

  /** Keeps what it is told. */
  private static final class Told implements FoundEvents {
    private final List<String> said = new ArrayList<>();
    private boolean wanted = true;

    @Override
    public void found(int number, long bytes, Supplier<List<Event>> events) {
      said.add(number + " " + events.get().size());
    }

    @Override
    public void failed(Throwable failure) {
      said.add("failed");
    }

    @Override
    public boolean isWanted() {
      return wanted;
    }
  }

  @BeforeEach
  void fill() {
    for (int i = 0; i < ENTRIES; i++) {
      put("h" + i);
    }
  }

  private void put(String host) {
    lane.index()
        .put(Event.builder().host(host).service("s").ttlMicros(1L << 50).build(), lane.nowMicros());
  }

  private Told find(String query, int most) {
    Told told = new Told();
    ingress.find(query, most, false, told);
    return told;
  }

  private int runAll() {
    int slices = 0;
    while (!later.isEmpty()) {
      later.remove().run();
      slices++;
    }
    return slices;
  }

  @Test
  void aSearchTakesSlicesOfAtMostTwoThousandEntries() {
    Told told = find("true", Integer.MAX_VALUE);

    assertThat(told.said).isEmpty();
    assertThat(runAll()).isEqualTo(3);
    assertThat(told.said).containsExactly("5000 5000");
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "9, 3", "200, 63", "1000, 313", "5000, 313"})
  void aSliceEndsAfterAMillisecond(long microsALook, int slices) {
    tick = microsALook;
    find("true", Integer.MAX_VALUE);

    assertThat(runAll()).isEqualTo(slices);
  }

  @Test
  void oneComesAfterTheOtherAndOnesNotWantedAreGivenUp() {
    Told first = find("true", 10);
    Told second = find("host != nil", Integer.MAX_VALUE);
    Told third = find("true", Integer.MAX_VALUE);
    second.wanted = false;
    put("more");

    assertThat(runAll()).isEqualTo(5);
    assertThat(first.said).containsExactly("10 10");
    assertThat(second.said).isEmpty();
    assertThat(third.said).containsExactly("5000 5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host = 'h7' and service = 's' | 1 1",
        "host = 'h7' | 1 1",
        "host =~ 'h499%' | 11 11",
        "service = 's' and host = 'no' | 0 0",
        "host > | failed",
      })
  void whatIsFewIsToldAtOnce(String query, String said) {
    assertThat(find(query, Integer.MAX_VALUE).said).containsExactly(said);
    assertThat(later).isEmpty();
  }

  @Test
  void thoseAttachedAreToldUntilTheyLeave() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Runnable leave = ingress.attach("index", e -> first.add(e.getHost()));
    Runnable leaveToo = ingress.attach("index", e -> second.add(e.getHost()));
    put("a");
    leave.run();
    leave.run();
    put("b");
    leaveToo.run();
    put("c");

    assertThat(first).containsExactly("a");
    assertThat(second).containsExactly("a", "b");
  }

  @Test
  void refusesOneTooManyAndGoesOnWithTheOthers() {
    List<Told> waiting = new ArrayList<>();
    for (int i = 0; i <= Searches.MOST_WAITING; i++) {
      Told told = new Told();
      ingress.find("metric > 1", 10, false, told);
      waiting.add(told);
    }

    assertThat(waiting.get(Searches.MOST_WAITING).said).containsExactly("failed");
    while (!later.isEmpty()) {
      later.remove().run();
    }
    assertThat(waiting.subList(0, Searches.MOST_WAITING))
        .allSatisfy(told -> assertThat(told.said).containsExactly("0 0"));
  }

  @Test
  void whoeverIsToldMayLeaveAndTheOthersStillHear() {
    List<String> heard = new ArrayList<>();
    Runnable[] leave = new Runnable[1];
    leave[0] =
        ingress.attach(
            "index",
            e -> {
              heard.add("first");
              leave[0].run();
            });
    ingress.attach("index", e -> heard.add("second"));

    put("a");
    put("b");

    assertThat(heard).containsExactly("first", "second", "second");
  }
}

package io.tocsin.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Index#scan} finds while the index changes, and what {@link Index#onChange} tells. */
final class IndexScanTest {

  private static final Query ALL = Query.parse("true");

  private final IndexLane lane = new IndexLane(IndexSettings.DEFAULT);
  private final Index index = lane.index();

  private static Event event(String host, long metric) {
    return Event.builder().host(host).service("s").metric(metric).ttlMicros(1_000_000_000L).build();
  }

  private IndexScan scan(boolean untouched) {
    return index.scan(ALL, 0, Integer.MAX_VALUE, untouched);
  }

  private static List<String> rest(IndexScan scan) {
    while (!scan.isDone()) {
      scan.step(1);
    }
    return scan.found().events().stream().map(e -> e.getHost() + "=" + e.metricAsLong()).toList();
  }

  @Test
  void findsEntriesInTheOrderTheyCame() {
    lane.put(event("b", 1));
    lane.put(event("a", 2));
    lane.put(event("b", 3));

    assertThat(rest(scan(false))).containsExactly("b=3", "a=2");
  }

  @Test
  void anEmptyIndexIsDoneAtOnce() {
    assertThat(scan(false).isDone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"false, a=1 b=9 c=3", "true, a=1 c=3"})
  void whatIsReplacedMeanwhileIsLeftOutOnDemand(boolean untouched, String expected) {
    lane.put(event("a", 1));
    lane.put(event("b", 2));
    lane.put(event("c", 3));
    IndexScan scan = scan(untouched);
    scan.step(1);
    lane.put(event("a", 8));
    lane.put(event("b", 9));

    assertThat(rest(scan)).containsExactly(expected.split(" "));
  }

  @Test
  void whatComesLaterIsNotFoundNorWhatCameBack() {
    lane.put(event("a", 1));
    lane.put(event("b", 2));
    IndexScan scan = scan(false);
    scan.step(1);
    index.delete("a", "s");
    lane.put(event("a", 3));
    lane.put(event("d", 4));

    assertThat(rest(scan)).containsExactly("a=1", "b=2");
  }

  @Test
  void goesOnWhenTheEntriesItStandsAtGo() {
    for (String host : List.of("a", "b", "c", "d")) {
      lane.put(event(host, 0));
    }
    IndexScan scan = scan(false);
    scan.step(1);
    index.delete("b", "s");
    index.delete("c", "s");
    assertThat(scan.isDone()).isFalse();

    assertThat(rest(scan)).containsExactly("a=0", "d=0");
  }

  @Test
  void isDoneWhenAllThatWasLeftGoes() {
    lane.put(event("a", 0));
    lane.put(event("b", 0));
    IndexScan scan = scan(false);
    scan.step(1);
    index.delete("b", "s");

    assertThat(scan.isDone()).isTrue();
    index.delete("a", "s");
    assertThat(rest(scan)).containsExactly("a=0");
  }

  @Test
  void endsWhenTheLimitIsReached() {
    lane.put(event("a", 0));
    lane.put(event("b", 0));
    IndexScan scan = index.scan(ALL, 0, 1, false);
    scan.step(1);
    scan.step(1);

    assertThat(scan.isDone()).isTrue();
    assertThat(rest(scan)).containsExactly("a=0");
  }

  @ParameterizedTest
  @CsvSource({"10000, true", "10001, false"})
  void whatAServiceLeavesFewOfIsFoundAtOnce(int entries, boolean atOnce) {
    for (int i = 0; i < entries; i++) {
      lane.put(event("h" + i, i));
    }
    IndexScan scan = index.scan(Query.parse("service = 's'"), 0, Integer.MAX_VALUE, false);

    assertThat(scan.isDone()).isEqualTo(atOnce);
    assertThat(rest(scan)).hasSize(entries);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsEveryEntryThatIsThereAllTheWhileOnce(long seed) {
    Random random = new Random(seed);
    Set<String> there = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      lane.put(event("h" + i, i));
      there.add("h" + i);
    }
    IndexScan scan = scan(false);
    Set<String> allTheWhile = new HashSet<>(there);
    while (!scan.isDone()) {
      scan.step(1 + random.nextInt(3));
      for (int i = 0; i < 4; i++) {
        String host = "h" + random.nextInt(400);
        if (random.nextBoolean()) {
          lane.put(event(host, random.nextInt(9)));
        } else {
          index.delete(host, "s");
          allTheWhile.remove(host);
        }
      }
    }

    List<String> found = scan.found().events().stream().map(Event::getHost).toList();
    assertThat(found).as("seed " + seed).doesNotHaveDuplicates().containsAll(allTheWhile);
    assertThat(there).containsAll(found);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void whatIsLeftUntouchedAndWhatIsToldMakeTheWhole(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      lane.put(event("h" + i, 0));
    }
    List<Event> told = new ArrayList<>();
    index.onChange(told::add);
    IndexScan scan = scan(true);
    long version = 0;
    while (!scan.isDone()) {
      scan.step(1 + random.nextInt(5));
      for (int i = 0; i < 3; i++) {
        Event next = event("h" + random.nextInt(250), ++version);
        boolean goes = random.nextInt(4) == 0;
        lane.put(goes ? next.toBuilder().state("expired").build() : next);
      }
    }

    Map<String, Event> view = new HashMap<>();
    List<String> seen = new ArrayList<>();
    for (Event e : concat(scan.found().events(), told)) {
      seen.add(e.getHost() + " " + e.metricAsLong());
      if (e.hasExpiredState()) {
        view.remove(e.getHost());
      } else {
        view.put(e.getHost(), e);
      }
    }
    assertThat(seen).as("seed " + seed).doesNotHaveDuplicates();
    assertThat(view.values())
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(index.search(ALL, 0, Integer.MAX_VALUE));
  }

  private static List<Event> concat(List<Event> first, List<Event> second) {
    List<Event> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  @Test
  void tellsWhatIsPutWhatIsDeletedByAnExpiredEventAndWhatExpires() {
    List<String> told = new ArrayList<>();
    index.onChange(e -> told.add(e.getHost() + " " + e.getState()));
    Event shortLived = event("b", 1).toBuilder().state("ok").ttlMicros(5).build();
    lane.put(event("a", 1).toBuilder().state("ok").build());
    lane.put(event("a", 1).toBuilder().state("expired").build());
    lane.put(event("c", 1).toBuilder().state("expired").build());
    lane.put(shortLived);
    lane.advanceTo(6);
    index.onChange(null);
    lane.put(event("a", 1));

    assertThat(told).containsExactly("a ok", "a expired", "b ok", "b expired");
  }
}

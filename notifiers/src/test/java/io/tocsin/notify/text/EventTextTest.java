package io.tocsin.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link EventText} and {@link Cut}. */
final class EventTextTest {

  private static Event event(String host, String service, String state) {
    return Event.of(Map.of("host", host, "service", service, "state", state));
  }

  private static List<Event> many(int hosts, String state) {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= hosts; i++) {
      events.add(event("web" + i, "cpu", state));
    }
    return events;
  }

  @Test
  void headsOneEventByWhatItHas() {
    assertThat(EventText.headline(event("web1", "disk /", "critical").withMetric(0.5)))
        .isEqualTo("web1 disk / critical (0.5)");
    assertThat(EventText.headline(Event.builder().service("s\r\nBcc: x").build()))
        .isEqualTo("s Bcc: x");
    assertThat(EventText.headline(Event.builder().build())).isEqualTo("event");
  }

  @Test
  void headsManyEventsByServicesHostsAndStates() {
    List<Event> events = new ArrayList<>(many(2, "critical"));
    events.add(event("web1", "disk", "ok"));

    assertThat(EventText.headline(events)).isEqualTo("cpu, disk on web1, web2: 2 critical, 1 ok");
  }

  @ParameterizedTest(name = "{0} hosts: {1}")
  @CsvSource({"4, 'cpu on web1, web2, web3, web4: 4 ok'", "5, 'cpu on 5 hosts: 5 ok'"})
  void listsUpToFourNames(int hosts, String headline) {
    assertThat(EventText.headline(many(hosts, "ok"))).isEqualTo(headline);
  }

  @Test
  void headsManyEventsWithoutNames() {
    Event bare = Event.builder().metric(1L).build();

    assertThat(EventText.headline(List.of(bare, bare))).isEqualTo("2 without state");
  }

  @Test
  void countsRareStatesTogether() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(Event.of(Map.of("state", "s" + i)));
    }
    events.add(Event.of(Map.of("state", "s0")));

    assertThat(EventText.states(events)).isEqualTo("2 s0, 1 s1, 1 s2, 1 s3, 6 others");
  }

  @Test
  void writesAParagraphForEachEventAndIndentsLines() {
    Event event =
        event("h", "s", "ok")
            .set(Map.of("description", "one\ntwo", "time", 0, "ttl", 60, "build", "7"));

    assertThat(EventText.body(List.of(event), 10))
        .isEqualTo(
            """
            h s ok
              time: 1970-01-01T00:00:00Z
              description: one
                two
              ttl: 60.0 s
              build: 7

            """);
  }

  @ParameterizedTest(name = "{0} events")
  @CsvSource({"3, ''", "4, 'and 1 more: 1 ok\n'"})
  void sumsUpWhatIsTooMuch(int count, String ending) {
    assertThat(EventText.body(many(count, "ok"), 3))
        .isEqualTo("web1 cpu ok\n\nweb2 cpu ok\n\nweb3 cpu ok\n\n" + ending);
  }

  @Test
  void tellsAnAttributeFromAFieldOfItsName() {
    Event event = Event.of(Map.of("description", "field", "attr:description", "attribute"));

    assertThat(EventText.details(event))
        .containsEntry("description", "field")
        .containsEntry("attr:description", "attribute");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a😀b, 3, a…", "ab😀, 3, ab…", "ab, 1, …"})
  void cutsWholeCharacters(String text, int max, String expected) {
    assertThat(Cut.to(max, text)).isEqualTo(expected);
  }

  @Test
  void makesOneLineOfAnyText() {
    assertThat(Cut.toOneLine("\ta\r\n\u0000b\u2028c\u0085 ")).isEqualTo("a b c");
  }
}

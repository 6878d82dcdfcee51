package io.tocsin.query;

import io.tocsin.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** Reads tables of an event's name, yes or no, and a query. */
final class QueryTable {

  private static final Map<String, Event> EVENTS =
      Map.of(
          "web",
          Event.builder()
              .host("web1")
              .service("cpu total")
              .state("ok")
              .description("load 0.93\nall (fine) \"so\" 100%")
              .metric(2L)
              .timeMicros(1_000_500_000)
              .ttlMicros(60_000_000)
              .tags(List.of("prod", "eu/west"))
              .attribute("build", "7")
              .attribute("plugin:type", "df")
              .attribute("a.b-c", "x")
              .attribute("app/name", "shop")
              .attribute("größe", "L")
              .attribute("not", "n")
              .attribute("5xx", "many")
              .attribute("host", "other")
              .build(),
          "db",
          Event.builder().host("db1").service("cpu").state("critical").metric(0.9).build(),
          "none",
          Event.builder().build(),
          "big",
          Event.builder().host("web1").service("web1").metric(Long.MAX_VALUE).build(),
          "inf",
          Event.builder().metric(Double.POSITIVE_INFINITY).build());

  private QueryTable() {}

  /** Query, event, whether it matches. */
  static Stream<Arguments> rows(String... tables) {
    return Stream.of(tables)
        .flatMap(String::lines)
        .map(row -> row.split(" +", 3))
        .map(row -> Arguments.of(row[2], event(row[0]), row[1].equals("yes")));
  }

  private static Named<Event> event(String name) {
    return Named.of(name, Objects.requireNonNull(EVENTS.get(name)));
  }
}

package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.LocalHub;
import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.RiemannClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tocsin tap} against a hub that runs. */
final class TapTest {

  private static final String RULES =
      """
      server { tcp port: 0; http port: 0; lanes %d }
      streams {
        rule('warm ones') { over(5) { by('host') { probe('hot') }; index() } }
      }
      """;

  @TempDir private Path folder;

  private LocalHub hub() throws Exception {
    return hub(1);
  }

  private LocalHub hub(int lanes) throws Exception {
    return LocalHub.start(
        Files.writeString(folder.resolve("rules.groovy"), RULES.formatted(lanes)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hot       | true          | 6,7   | 1
          hot       | true          | 6,7   | 2
          hot       | metric = 6    | 6     | 3
          hot       | metric = 7    | 7     | 3
          warm ones | true          | 1,6,7 | 1
          warm ones | true          | 1,6,7 | 2
          warm ones | metric = 7    | 7     | 1
                    | true          | 6,7   | 1
          """)
  void showsWhatPassesAPoint(String point, String query, String metrics, int lanes)
      throws Exception {
    try (LocalHub hub = hub(lanes)) {
      List<String> line =
          new java.util.ArrayList<>(
              List.of(
                  "tap",
                  "--http",
                  "127.0.0.1:" + hub.port(Kind.HTTP),
                  "--query",
                  query,
                  "--count",
                  "6",
                  "--json"));
      if (point != null) {
        line.add(point);
      }
      CompletableFuture<Said> tap =
          CompletableFuture.supplyAsync(() -> tocsin(line.toArray(String[]::new)));
      // What was sent before the tap was there does not count: it is sent again until it is done.
      try (RiemannClient client =
          RiemannClient.connect(ClientSettings.of("127.0.0.1", hub.port(Kind.TCP)))) {
        while (!tap.isDone()) {
          client.send(List.of(event(1), event(6), event(7)));
        }
      }
      Said said = tap.get(1, TimeUnit.MINUTES);

      assertThat(said.err()).isEmpty();
      assertThat(said.code()).isZero();
      assertThat(said.out().lines()).hasSize(6);
      List<String> shown =
          said.out().lines().map(l -> l.replaceAll(".*\"metric\":(\\d+).*", "$1")).toList();
      assertThat(shown).isSubsetOf(metrics.split(","));
      // One lane tells what was sent in its turn, of several each what comes to it.
      if (lanes == 1) {
        assertThat(shown).contains(metrics.split(","));
      }
    }
  }

  private static Event event(long metric) {
    return Event.builder().host("h" + metric).service("s").metric(metric).build();
  }

  @Test
  void saysWhichPointsThereAre() throws Exception {
    try (LocalHub hub = hub()) {
      Said said = tocsin("tap", "--http", "127.0.0.1:" + hub.port(Kind.HTTP), "warmer");

      assertThat(said.code()).isEqualTo(1);
      assertThat(said.err())
          .contains("no probe and no rule of this name; there are hot, warm ones");
    }
  }

  @Test
  void saysWhereAQueryIsWrongAndWhereNoHubIs() throws Exception {
    try (LocalHub hub = hub()) {
      Said wrong =
          tocsin("tap", "--http", "127.0.0.1:" + hub.port(Kind.HTTP), "hot", "--query", "metric >");

      assertThat(wrong.code()).isEqualTo(1);
      assertThat(wrong.err()).contains("query:1:");
    }
    Said nobody = tocsin("tap", "--http", "127.0.0.1:1", "hot");

    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err()).contains("no hub answers at http://127.0.0.1:1");
  }
}

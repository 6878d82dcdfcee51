package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.LocalHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is part of the rules: the hub takes a changed one, and keeps the old over a bad one. */
final class TableReloadTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path dir;

  private static List<String> owners(LocalHub hub) throws Exception {
    hub.send(Event.builder().host("a").service("s").build());
    return hub.query("service = \"s\"").stream().map(e -> e.attr("owner")).toList();
  }

  private static String lastReload(LocalHub hub) {
    return hub.hub().report().get("reload").toString();
  }

  @Test
  void aChangedTableIsPutInForceAndABadOneChangesNothing() throws Exception {
    Path table = Files.writeString(dir.resolve("hosts.csv"), "host,owner\na,first\n");
    Path rules =
        Files.writeString(
            dir.resolve("rules.groovy"),
            """
            server { tcp port: 0 }
            def hosts = table('hosts.csv', key: 'host')
            streams { enrich(hosts, on: 'host') { index() } }
            """);
    try (LocalHub hub = LocalHub.start(rules)) {
      assertThat(owners(hub)).containsExactly("first");

      Files.writeString(table, "host,owner\na,the second\n");
      Await.that(SOON, () -> assertThat(owners(hub)).containsExactly("the second"));

      Files.writeString(table, "host,owner\na,b,c,d\n");
      Await.that(SOON, () -> assertThat(lastReload(hub)).contains("hosts.csv:2:1: table: "));
      assertThat(owners(hub)).containsExactly("the second");

      Files.writeString(table, "host,owner\na,the third one\n");
      Await.that(SOON, () -> assertThat(owners(hub)).containsExactly("the third one"));
    }
  }
}

package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.CarbonCache;
import io.tocsin.fixture.CarbonCache.Point;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.Packages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graph points go into Debian's carbon-cache and are read back with whisper-fetch. */
final class CarbonCacheTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final long start = System.currentTimeMillis() / 1000 - 100;

  @BeforeEach
  void needs() {
    Packages.require("graphite-carbon", "python3-whisper");
  }

  private Path rules(int port) throws Exception {
    return Files.writeString(
        folder.resolve("rules.groovy"),
        """
        server { tcp port: 0 }
        def graphs = carbon(host: '127.0.0.1', port: %d, prefix: 'shop')
        def named = carbon(host: '127.0.0.1', port: %1$d, path: { 'own.' + attr('room') })
        streams {
          where { !tagged('own') } { sendTo graphs } { sendTo named }
        }
        """
            .formatted(port));
  }

  private Event at(long second, String service, Number metric) {
    return Event.builder()
        .host("www.example.com")
        .service(service)
        .metric(metric)
        .timeMicros(TimeUnit.SECONDS.toMicros(second))
        .build();
  }

  @Test
  void pointsArriveUnderRiemannsPathAndUnderOnesOwn() throws Exception {
    try (CarbonCache carbon = CarbonCache.start(folder);
        HubProcess hub = HubProcess.start(rules(carbon.port()))) {
      hub.send(at(start, "requests per second", 12));
      hub.send(at(start + 1, "requests per second", 13.5));
      hub.send(at(start, "odd (name)/x", 1));
      hub.send(
          Event.builder()
              .service("t")
              .metric(21)
              .timeMicros(TimeUnit.SECONDS.toMicros(start))
              .tag("own")
              .attribute("room", "cellar")
              .build());

      Await.that(
          SOON,
          () ->
              assertThat(carbon.fetch("shop.com.example.www.requests.per.second"))
                  .containsExactly(new Point(start, 12), new Point(start + 1, 13.5)));
      Await.that(
          SOON, () -> assertThat(carbon.fetch("own.cellar")).containsExactly(new Point(start, 21)));
    }
  }

  @Test
  void pointsSentWhileCarbonIsAwayArriveWhenItIsBack() throws Exception {
    try (CarbonCache carbon = CarbonCache.start(folder);
        HubProcess hub = HubProcess.start(rules(carbon.port()))) {
      hub.send(at(start, "load", 1));
      Await.that(
          SOON,
          () ->
              assertThat(carbon.fetch("shop.com.example.www.load"))
                  .containsExactly(new Point(start, 1)));
      carbon.stop();
      for (int i = 1; i <= 20; i++) {
        hub.send(at(start + i, "load", i + 1));
      }

      carbon.startAgain();
      hub.send(at(start + 21, "load", 22));

      List<Point> all =
          LongStream.rangeClosed(0, 21).mapToObj(i -> new Point(start + i, i + 1.0)).toList();
      Await.that(
          SOON,
          () ->
              assertThat(carbon.fetch("shop.com.example.www.load")).containsExactlyElementsOf(all));
      assertThat(hub.isAlive()).isTrue();
    }
  }
}

package io.tocsin.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Packages;
import io.tocsin.fixture.Pems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One hub forwards to another, a process of its own. */
final class ForwardTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Path rules(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Event event(int n) {
    return Event.builder()
        .host("h" + n)
        .service("s")
        .metric(n)
        .timeMicros(System.currentTimeMillis() * 1000)
        .ttlMicros(600_000_000)
        .attribute("zone", "eu")
        .tag("t")
        .build();
  }

  private static String sender(int port, String more) {
    return """
        server { tcp port: 0 }
        def upstream = riemann(host: '127.0.0.1', port: %d%s)
        streams { forward(upstream) }
        """
        .formatted(port, more);
  }

  @Test
  void everyEventArrivesAsItWas() throws Exception {
    Path central = rules("central.groovy", "server { tcp port: 0 }\nstreams { index() }\n");
    try (HubProcess receiver = HubProcess.start(central);
        LocalHub sender =
            LocalHub.start(rules("sender.groovy", sender(receiver.port("tcp"), "")))) {
      Event[] events = new Event[2_500];
      for (int i = 0; i < events.length; i++) {
        events[i] = event(i);
      }
      sender.send(events);

      Await.that(SOON, () -> assertThat(receiver.query("true")).containsExactlyInAnyOrder(events));
      assertThat(sender.losses()).isEmpty();
    }
  }

  @Test
  void whatIsSentWhileTheOtherIsDownArrivesWhenItIsUp() throws Exception {
    int port = io.tocsin.fixture.Ports.free();
    Path central =
        rules("central.groovy", "server { tcp port: %d }\nstreams { index() }\n".formatted(port));
    try (LocalHub sender = LocalHub.start(rules("sender.groovy", sender(port, "")))) {
      Event sent = event(1);
      sender.send(sent);
      try (HubProcess receiver = HubProcess.start(central)) {
        Await.that(SOON, () -> assertThat(receiver.query("true")).containsExactly(sent));
      }
    }
  }

  @Test
  void worksOverTlsWithAClientsCertificate() throws Exception {
    Packages.require("openssl");
    Pems pems = Pems.create(folder).issue("server").issue("client");
    Path central =
        rules(
            "central.groovy",
            """
            server { tcp port: 0, tls: [cert: '%s', key: '%s', clientCa: '%s']; tcp port: 0 }
            streams { index() }
            """
                .formatted(pems.certificate("server"), pems.key("server"), pems.ca()));
    try (HubProcess receiver = HubProcess.start(central);
        LocalHub sender =
            LocalHub.start(
                rules(
                    "sender.groovy",
                    sender(
                        receiver.tlsPort(),
                        ", tls: [ca: '%s', cert: '%s', key: '%s']"
                            .formatted(
                                pems.ca(), pems.certificate("client"), pems.key("client")))))) {
      Event sent = event(7);
      sender.send(sent);

      Await.that(SOON, () -> assertThat(receiver.query("true")).containsExactly(sent));
    }
  }
}

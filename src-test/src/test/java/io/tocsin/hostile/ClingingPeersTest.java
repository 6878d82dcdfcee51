package io.tocsin.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.RawClient;
import io.tocsin.wire.WireMessage;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Peers that are too many, or that keep what they began, at the program in a small heap. After
 * each, a polite client is served.
 */
final class ClingingPeersTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static SmallHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = SmallHub.start(folder);
  }

  @AfterAll
  static void endsAsItBegan() throws Exception {
    hub.endsAsItBegan();
  }

  @AfterEach
  void politeClientIsServed() throws Exception {
    hub.servesThePolite();
  }

  private static Event event(String service) {
    return Event.builder().host("hostile").service(service).metric(1).build();
  }

  @Test
  void twoThousandConnections() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < 2000; i++) {
        crowd.add(new RawClient(hub.process().port("tcp")));
      }
      hub.servesThePolite();
      byte[] frame = RawClient.frame(event("crowd"));
      for (RawClient client : crowd) {
        client.send(frame);
      }
      for (RawClient client : crowd) {
        assertThat(client.answer().ok()).isTrue();
      }
      assertThat(hub.process().count("tocsin_connections{listener=\"tcp\"}"))
          .isGreaterThanOrEqualTo(2001);
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
    Await.until(
        "they are gone",
        SOON,
        () -> hub.process().count("tocsin_connections{listener=\"tcp\"}") == 1);
  }

  @Test
  void manyLargeFramesThatAreNeverFinished() throws Exception {
    List<RawClient> hoarders = new ArrayList<>();
    byte[] promise = {0, (byte) 0xff, 0, 0}; // not quite 16 MB
    byte[] part = new byte[1 << 20];
    long before = hub.process().lost("no-room", "tcp");
    try {
      for (int i = 0; i < 100; i++) {
        RawClient hoarder = new RawClient(hub.process().port("tcp"));
        hoarders.add(hoarder);
        try {
          hoarder.send(promise).send(part).send(part).send(part);
        } catch (SocketException e) {
          // Cut off: there was no room.
        }
      }
      hub.servesThePolite();
      Await.until("some are refused", SOON, () -> hub.process().lost("no-room", "tcp") > before);
    } finally {
      for (RawClient hoarder : hoarders) {
        hoarder.close();
      }
    }
  }

  /** A hundred events of a kilobyte. */
  private static List<Event> large(int number) {
    return IntStream.range(0, 100)
        .mapToObj(
            i ->
                Event.builder()
                    .host("large " + number)
                    .service("s" + i)
                    .description("d".repeat(1000))
                    .ttlMicros(40_000_000)
                    .build())
        .toList();
  }

  /** Takes half a minute: so long a message may take. */
  @Test
  void peersThatStallAreCutOff() throws Exception {
    int number = 100;
    long before = hub.process().lost("unfinished", "tcp");
    byte[] frame = RawClient.frame(event("by and by, a byte at a time"));
    List<RawClient> loris = new ArrayList<>();
    long unread = hub.process().lost("unread", "tcp");
    for (int i = 0; i < 50; i++) {
      hub.polite().send(large(i));
    }
    RawClient deaf = new RawClient(hub.process().port("tcp"));
    try {
      for (int i = 0; i < number; i++) {
        loris.add(new RawClient(hub.process().port("tcp")).send(frame[0]));
      }
      byte[] query = RawClient.frame(WireMessage.ofQuery("true"));
      deaf.send(RawClient.repeated(query, 1000)); // 5 GB of answers, none of which it reads

      for (int at = 1; at < 4; at++) {
        for (RawClient client : loris) {
          client.send(frame[at]);
        }
        hub.servesThePolite();
      }

      Await.until(
          "they are cut off",
          Duration.ofSeconds(60),
          () -> hub.process().lost("unfinished", "tcp") == before + number);
      for (RawClient client : loris) {
        assertThat(client.isAtEnd()).isTrue();
      }
      Await.until(
          "so is who does not read",
          Duration.ofSeconds(60),
          () -> hub.process().lost("unread", "tcp") == unread + 1);
    } finally {
      deaf.close();
      for (RawClient client : loris) {
        client.close();
      }
    }
  }
}

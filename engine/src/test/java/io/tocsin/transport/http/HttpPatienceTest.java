package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import io.tocsin.transport.ConnectionLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long {@link HttpListener} waits, and what all its connections together may hold. */
final class HttpPatienceTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private static HttpSettings settings() {
    return HttpSettings.onPort(0);
  }

  private static HttpSettings with(Duration idle, Duration request, Duration write) {
    return settings().withConnections(new ConnectionLimits(100, idle, request, write));
  }

  private static byte[] body(int length) {
    return ("{}" + " ".repeat(length - 2)).getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "GET /health HTTP/1.1\r\nHost: lo",
        "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n{}",
      })
  void waitsNotForeverForTheRestOfARequest(String part) throws Exception {
    try (HttpRig rig = new HttpRig(with(PATIENT, SHORT, PATIENT))) {
      RawClient client = rig.client().send(part);

      RawClient.Reply reply = client.reply();

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.body()).contains("the request is not complete after 200 ms");
      assertThat(client.ends()).isTrue();
      assertThat(rig.telemetry.losses()).isEqualTo(Map.of("unfinished", 1L));
    }
  }

  @Test
  void doesNotLetDripsBuyTime() throws Exception {
    try (HttpRig rig = new HttpRig(with(PATIENT, SHORT, PATIENT))) {
      RawClient client = rig.client().send("GET /health HTTP/1.1\r\nX: ");
      long until = System.nanoTime() + PATIENT.toNanos();
      while (client.socket.getInputStream().available() == 0 && System.nanoTime() < until) {
        client.send("x");
        // Another connection's answer paces the drips.
        rig.client().get("/health").reply();
      }

      assertThat(client.reply().status()).isIn(408, 431);
    }
  }

  @Test
  void closesAConnectionThatIsIdle() throws Exception {
    try (HttpRig rig = new HttpRig(with(SHORT, PATIENT, PATIENT))) {
      RawClient fresh = rig.client();
      RawClient used = rig.client();
      assertThat(used.get("/health").reply().status()).isEqualTo(200);

      assertThat(fresh.ends()).isTrue();
      assertThat(used.ends()).isTrue();
      assertThat(rig.telemetry.losses()).isEmpty();
    }
  }

  @Test
  void waitsForTheLaneLongerThanForTheClient() throws Exception {
    try (HttpRig rig = new HttpRig(with(SHORT, SHORT, SHORT))) {
      rig.hub.hold();
      RawClient waiting = rig.client().get("/index");
      rig.hub.awaitHeld(1);
      // By the time an idle connection that came later has been closed, it would have been too.
      assertThat(rig.client().ends()).isTrue();
      rig.hub.resume();

      assertThat(waiting.reply().status()).isEqualTo(200);
      assertThat(waiting.ends()).isTrue();
    }
  }

  private static List<Event> large(int number) {
    Event event = Event.builder().description("x".repeat(100_000)).build();
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(event);
    }
    return all;
  }

  @Test
  void closesAConnectionThatDoesNotReadItsAnswer() throws Exception {
    try (HttpRig rig = new HttpRig(with(PATIENT, PATIENT, SHORT))) {
      List<Event> all = large(150);
      rig.hub.queries = query -> all;
      RawClient client = rig.smallClient().get("/index");
      RawClient.Reply other = rig.client().get("/health").reply();

      long until = System.nanoTime() + PATIENT.toNanos();
      while (rig.lost("unread") == 0 && System.nanoTime() < until) {
        Thread.onSpinWait();
      }

      assertThat(other.status()).isEqualTo(200);
      assertThat(rig.telemetry.losses()).isEqualTo(Map.of("unread", 1L));
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesConnectionsBeyondTheLimit() throws Exception {
    HttpSettings two =
        settings().withConnections(new ConnectionLimits(2, PATIENT, PATIENT, PATIENT));
    try (HttpRig rig = new HttpRig(two)) {
      RawClient first = rig.client();
      RawClient second = rig.client();
      assertThat(first.get("/health").reply().status()).isEqualTo(200);
      assertThat(second.get("/health").reply().status()).isEqualTo(200);

      RawClient third = rig.client();
      RawClient.Reply reply = third.reply();

      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("retry-after", "1");
      assertThat(reply.body()).isEqualTo("{\"error\":\"more than 2 connections\"}\n");
      assertThat(third.ends()).isTrue();
      assertThat(rig.lost("too-many-connections")).isEqualTo(1);
      first.socket.shutdownOutput();
      assertThat(first.ends()).isTrue();
      assertThat(rig.client().get("/health").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void boundsWhatAllConnectionsTogetherHold() throws Exception {
    try (HttpRig rig = new HttpRig(settings(), 300_000)) {
      rig.hub.hold();
      byte[] body = body(200_000);
      RawClient first = rig.client().post("/events", body, "");
      rig.hub.awaitHeld(1);

      RawClient.Reply second = rig.client().post("/events", body, "").reply();

      assertThat(second.status()).isEqualTo(503);
      assertThat(second.body()).contains("too much is being sent at once; try again");
      rig.hub.resume();
      assertThat(first.reply().status()).isEqualTo(200);
      // What was held has been given back.
      assertThat(rig.client().post("/events", body, "").reply().status()).isEqualTo(200);
      assertThat(rig.telemetry.losses()).isEqualTo(Map.of("busy", 1L));
    }
  }

  @Test
  void countsSmallEventsByWhatTheyTake() throws Exception {
    try (HttpRig rig = new HttpRig(settings(), 1_000_000)) {
      RawClient client = rig.client();

      // 10,000 events take 20 kB as text, but more than a megabyte as events.
      assertThat(client.post("/events", "{}".repeat(10_000)).reply().status()).isEqualTo(503);
      assertThat(client.post("/events", "{}".repeat(5_000)).reply().status()).isEqualTo(200);
    }
  }

  @Test
  void endsAConnectionThatSendsTooFarAhead() throws Exception {
    try (HttpRig rig = new HttpRig(settings(), 20_000)) {
      rig.hub.hold();
      RawClient client =
          rig.client().send("GET /index?limit=1 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(30));

      assertThat(client.ends()).isTrue();
      assertThat(rig.lost("busy")).isEqualTo(1);
      rig.hub.resume();
      assertThat(rig.client().get("/index?limit=1").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void refusesAnAnswerThereIsNoRoomFor() throws Exception {
    try (HttpRig rig = new HttpRig(settings(), 50_000)) {
      List<Event> one = large(1);
      rig.hub.queries = query -> one;
      RawClient client = rig.client();

      assertThat(client.get("/index?limit=1").reply().status()).isEqualTo(503);
      assertThat(client.get("/health").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void countsWhatAQueryMayFindBeforeItIsAsked() throws Exception {
    try (HttpRig rig = new HttpRig(settings(), 20_000)) {
      RawClient client = rig.client();

      assertThat(client.get("/index?limit=2501").reply().status()).isEqualTo(503);
      assertThat(client.get("/index?limit=2500").reply().status()).isEqualTo(200);

      assertThat(rig.hub.asked).containsExactly(2501);
    }
  }

  @Test
  void waitsNotForeverForTheRestOfARequestThatWasSentAhead() throws Exception {
    try (HttpRig rig = new HttpRig(with(PATIENT, SHORT, PATIENT))) {
      rig.hub.hold();
      RawClient client =
          rig.client()
              .send(
                  "GET /index HTTP/1.1\r\nHost: localhost\r\n\r\n"
                      + "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n{}");
      rig.hub.awaitHeld(1);
      rig.hub.resume();

      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).isEqualTo(408);
      assertThat(rig.telemetry.losses()).isEqualTo(Map.of("unfinished", 1L));
    }
  }
}

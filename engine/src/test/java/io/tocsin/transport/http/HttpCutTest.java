package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to {@link HttpListener} that clients end, within requests and between them. */
final class HttpCutTest {

  private static final String ONE = "{}\n";

  @RegisterExtension final StartedRig started = new StartedRig();

  private static String request(String service) {
    String body = "{\"service\":\"" + service + "\"}";
    return "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void answersAClientThatSendsNoMore() throws Exception {
    started.rig().hub.hold();
    RawClient client = started.rig().client();
    client.send(request("a") + request("b"));
    client.socket.shutdownOutput();
    started.rig().hub.awaitHeld(1);
    started.rig().hub.resume();

    assertThat(client.reply().body()).isEqualTo(ONE);
    assertThat(client.reply().body()).isEqualTo(ONE);
    assertThat(client.ends()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n{}",
        "POST /events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
      })
  void takesNothingOfARequestThatIsCutShort(String request) throws Exception {
    RawClient client = started.rig().client();
    client.send(request);
    client.socket.shutdownOutput();

    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo("{\"error\":\"the request ended before its body was complete\"}\n");
    assertThat(client.ends()).isTrue();
    assertThat(started.rig().hub.events).isEmpty();
    assertThat(started.rig().telemetry.losses()).isEqualTo(Map.of("truncated", 1L));
  }

  @Test
  void answersWhatIsWholeBeforeARequestThatIsCutShort() throws Exception {
    started.rig().hub.hold();
    RawClient client = started.rig().client();
    client.send(request("a") + request("b").replace("}", ""));
    client.socket.shutdownOutput();
    started.rig().hub.awaitHeld(1);
    started.rig().hub.resume();

    assertThat(client.reply().body()).isEqualTo(ONE);
    assertThat(client.reply().status()).isEqualTo(400);
    assertThat(client.ends()).isTrue();
    assertThat(started.rig().hub.events).hasSize(1);
  }

  @Test
  void closesAConnectionThatEndsWithoutARequest() throws Exception {
    RawClient client = started.rig().client();
    client.socket.shutdownOutput();

    assertThat(client.ends()).isTrue();
    assertThat(started.rig().telemetry.losses()).isEmpty();
  }

  @Test
  void takesTheEventsOfAClientThatIsGoneByThen() throws Exception {
    started.rig().hub.hold();
    RawClient client = started.rig().client();
    client.send(request("a"));
    started.rig().hub.awaitHeld(1);
    client.socket.setSoLinger(true, 0);
    client.close();
    started.rig().hub.resume();

    assertThat(started.rig().client().send(request("b")).reply().body()).isEqualTo(ONE);
    assertThat(started.rig().hub.events).hasSize(2);
  }
}

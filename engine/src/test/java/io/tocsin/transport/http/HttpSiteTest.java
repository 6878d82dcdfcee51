package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.http.HttpAccess.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom {@link HttpListener} keeps out: what a browser sends for another site's page. */
final class HttpSiteTest {

  private static final String UPGRADE =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

  @RegisterExtension final StartedRig started = new StartedRig();

  @ParameterizedTest
  @CsvSource(
      value = {
        "localhost, 200",
        "LOCALHOST:5556, 200",
        "hub.localhost, 200",
        "127.0.0.1:80, 200",
        "127.1.2.3, 200",
        "[::1]:5556, 200",
        "evil.example, 403",
        "evil.example:5556, 403",
        "127.0.0.1.evil.example, 403",
        "localhost.evil.example, 403",
        "127.evil.example, 403",
        "10.0.0.1, 403",
        "0.0.0.0, 403",
        "[::], 403",
        "[::1, 403",
        "'', 403",
      })
  void isReachedOnlyByNamesOfTheLoopback(String host, int status) throws Exception {
    RawClient client = started.rig().client();
    client.send("GET /index HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
    assertThat(started.rig().lost("foreign-site")).isEqualTo(status == 403 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 200", "127.0.0.1, 403"})
  void isReachedByAnyNameWhenNotBoundToTheLoopback(String bound, int status) throws Exception {
    try (HttpRig open = new HttpRig(HttpSettings.onPort(0).withHost(bound));
        RawClient client =
            new RawClient(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), open.listener.address().getPort()))) {
      client.send("GET /health HTTP/1.1\r\nHost: hub.example\r\n\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, localhost:5556, http://localhost:5556, 200",
    "PUT, localhost:5556, http://LOCALHOST:5556, 200",
    "POST, localhost, http://localhost:80, 200",
    "POST, localhost:80, http://localhost, 200",
    "POST, localhost:443, https://localhost, 200",
    "POST, localhost:5556, http://localhost:5557, 403",
    "POST, localhost:5556, http://localhost, 403",
    "POST, localhost:5556, http://127.0.0.1:5556, 403",
    "POST, localhost:5556, http://evil.example, 403",
    "PUT, localhost:5556, http://evil.example, 403",
    "POST, localhost:5556, http://localhost:5556@evil.example, 403",
    "POST, localhost:5556, null, 403",
    "POST, localhost:5556, '', 403",
    "POST, localhost:5556, ':', 403",
  })
  void takesNothingThatAnotherSiteMadeABrowserSend(
      String method, String host, String origin, int status) throws Exception {
    RawClient client = started.rig().client();
    client.send(
        method
            + " /events HTTP/1.1\r\nHost: "
            + host
            + "\r\nOrigin: "
            + origin
            + "\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(client.reply().status()).isEqualTo(status);
    assertThat(started.rig().hub.events).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void letsAnOriginRead() throws Exception {
    RawClient client = started.rig().client();
    client.send("GET /health HTTP/1.1\r\nHost: localhost\r\nOrigin: http://other.example\r\n\r\n");

    RawClient.Reply reply = client.reply();

    // The browser keeps the answer from the page, since nothing here allows it.
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "https://dash.example, 200"})
  void tellsBrowsersWhatPagesMaySend(String origin, int status) throws Exception {
    HttpAccess access =
        new HttpAccess(List.of(Token.of(Role.READ, "x")), Set.of("https://dash.example"));
    started.open(HttpSettings.onPort(0).withAccess(access));
    RawClient client = started.rig().client();
    client.send(
        "OPTIONS /events HTTP/1.1\r\nHost: localhost\r\nOrigin: "
            + origin
            + "\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    if (status == 200) {
      assertThat(reply.headers())
          .containsEntry("access-control-allow-origin", origin)
          .containsEntry("vary", "Origin")
          .containsKey("access-control-allow-headers");
    }
  }

  /** A dashboard's page is served on another port than the hub. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:5556, http://localhost:4567, 101",
    "127.0.0.1, 127.0.0.1:5556, http://127.0.0.1:4567, 101",
    "127.0.0.1, 127.0.0.1:5556, http://localhost:4567, 101",
    "127.0.0.1, [::1]:5556, http://localhost, 101",
    "127.0.0.1, localhost:5556, https://localhost:4567, 101",
    "127.0.0.1, localhost:5556, http://evil.example:4567, 403",
    "127.0.0.1, localhost:5556, http://localhost.evil.example:4567, 403",
    "127.0.0.1, localhost:5556, http://127.0.0.1.evil.example, 403",
    "127.0.0.1, localhost:5556, http://10.0.0.1:4567, 403",
    "127.0.0.1, localhost:5556, null, 403",
    "127.0.0.1, localhost:5556, http://localhost:4567@evil.example, 403",
    // A name that another site may have resolve to this machine.
    "127.0.0.1, evil.example:5556, http://evil.example:4567, 403",
    "0.0.0.0, evil.example:5556, http://evil.example:4567, 403",
    "0.0.0.0, 10.0.0.1:5556, http://10.0.0.1:4567, 101",
    "0.0.0.0, 10.0.0.1:5556, http://10.0.0.2:4567, 403",
    "0.0.0.0, 10.0.0.1:5556, http://localhost:4567, 403",
    "0.0.0.0, localhost:5556, http://localhost:4567, 101",
    "localhost, localhost:5556, http://localhost:4567, 101",
  })
  void letsAPageOfAnotherPortOfTheSameHostWatch(
      String bound, String host, String origin, int status) throws Exception {
    started.open(HttpSettings.onPort(0).withHost(bound));
    try (RawClient client = loopback()) {
      client.send(
          "GET /index?subscribe=true&query=true HTTP/1.1\r\nHost: "
              + host
              + "\r\nOrigin: "
              + origin
              + "\r\n"
              + UPGRADE
              + "\r\n");

      assertThat(client.reply().status()).isEqualTo(status);
    }
  }

  private RawClient loopback() throws IOException {
    return new RawClient(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), started.rig().listener.address().getPort()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /index | | 200",
        "GET /status | | 200",
        "GET /index | Accept: text/event-stream | 200",
        "GET /pubsub/x | Accept: text/event-stream | 200",
        "GET /events | upgrade | 403",
        "POST /events | | 403",
        "PUT /events | | 403",
        "POST /reload | | 403",
        "OPTIONS /events | | 403",
      })
  void letsAPageOfAnotherPortLookButChangeNothing(String request, String header, int status)
      throws Exception {
    String more = header == null ? "" : header.equals("upgrade") ? UPGRADE : header + "\r\n";
    RawClient client = started.rig().client();
    client.send(
        request
            + " HTTP/1.1\r\nHost: localhost:5556\r\nOrigin: http://localhost:4567\r\n"
            + "Content-Length: 0\r\n"
            + more
            + "\r\n");
    boolean isStream = more.startsWith("Accept");
    RawClient.Reply reply = client.reply(isStream);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().get("access-control-allow-origin"))
        .isEqualTo(status == 200 ? "http://localhost:4567" : null);
    assertThat(started.rig().lost("foreign-site")).isEqualTo(status == 403 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:4568, 403", "http://localhost:4567, 200"})
  void onlyPagesThatAreNamedMayLookWhereAnyAre(String named, int status) throws Exception {
    started.open(HttpSettings.onPort(0).withAccess(new HttpAccess(List.of(), Set.of(named))));
    RawClient client = started.rig().client();
    client.send(
        "GET /index HTTP/1.1\r\nHost: localhost:5556\r\nOrigin: http://localhost:4567\r\n"
            + (status == 403 ? UPGRADE : "")
            + "\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
  }

  @Test
  void aPageOfAnotherPortThatIsNamedMayWrite() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withAccess(new HttpAccess(List.of(), Set.of("http://localhost:4567"))));
    RawClient client = started.rig().client();
    client.send(
        "POST /events HTTP/1.1\r\nHost: localhost:5556\r\nOrigin: http://localhost:4567\r\n"
            + "Content-Length: 2\r\n\r\n{}");

    assertThat(client.reply().status()).isEqualTo(200);
    assertThat(started.rig().hub.events).hasSize(1);
  }
}

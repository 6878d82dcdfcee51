package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom {@link HttpListener} keeps out: what a browser sends for another site's page. */
final class HttpSiteTest {

  private HttpRig rig;

  @BeforeEach
  void start() throws IOException {
    rig = new HttpRig(HttpSettings.onPort(0));
  }

  @AfterEach
  void close() throws IOException {
    rig.close();
  }

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
    RawClient client = rig.client();
    client.send("GET /index HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
    assertThat(rig.lost("foreign-site")).isEqualTo(status == 403 ? 1 : 0);
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
    RawClient client = rig.client();
    client.send(
        method
            + " /events HTTP/1.1\r\nHost: "
            + host
            + "\r\nOrigin: "
            + origin
            + "\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(client.reply().status()).isEqualTo(status);
    assertThat(rig.hub.events).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void letsAnOriginRead() throws Exception {
    RawClient client = rig.client();
    client.send("GET /health HTTP/1.1\r\nHost: localhost\r\nOrigin: http://other.example\r\n\r\n");

    RawClient.Reply reply = client.reply();

    // The browser keeps the answer from the page, since nothing here allows it.
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }
}

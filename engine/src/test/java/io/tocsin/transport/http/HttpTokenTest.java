package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.http.HttpAccess.Role;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with which token. */
final class HttpTokenTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  @ParameterizedTest
  @CsvSource({
    "/health, , 200",
    "/ready, , 200",
    "/metrics, , 401",
    "/metrics, Bearer r, 200",
    "/metrics, bearer w, 200",
    "/metrics, Bearer x, 401",
    "/metrics, Basic r, 401",
    "/metrics?token=r, , 401",
    "/status, Bearer r, 200",
    "/index, , 401",
    "/index, Bearer r, 200",
    "/index?token=r, , 401",
    "/pubsub/x, , 401",
    "/nowhere, , 404",
  })
  void readsWithAToken(String path, String authorization, int status) throws Exception {
    openWithTokens();
    HttpResponse<InputStream> response =
        authorization == null
            ? started.get(path)
            : started.get(path, "Authorization", authorization);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse(null))
        .isEqualTo(status == 401 ? "Bearer realm=\"tocsin\"" : null);
    assertThat(started.rig().lost("no-token")).isEqualTo(status == 401 ? 1 : 0);
  }

  private void openWithTokens() throws Exception {
    started.open(
        HttpSettings.onPort(0)
            .withAccess(
                new HttpAccess(
                    List.of(Token.of(Role.READ, "r"), Token.of(Role.WRITE, "w")), Set.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "/index?token=r, 200",
    "/index?token=w, 200",
    "/index?token=x, 401",
    "/index, 401",
    "/index?token=r&token=r, 401",
  })
  void watchesWithATokenInTheAddress(String path, int status) throws Exception {
    openWithTokens();
    HttpResponse<InputStream> response = started.get(path, "Accept", "text/event-stream");
    response.body().close();

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "/events, r, 403",
    "/events, w, 200",
    "/events, x, 401",
    "/reload, r, 403",
    "/reload, w, 200",
    "/events, '', 401",
  })
  void writesWithATokenThatMayWrite(String path, String token, int status) throws Exception {
    openWithTokens();
    RawClient client = started.rig().client();
    client.post(
        path, "{}".getBytes(StandardCharsets.UTF_8), "Authorization: Bearer " + token + "\r\n");
    RawClient.Reply reply = client.reply();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers().getOrDefault("www-authenticate", ""))
        .contains(status == 403 ? "insufficient_scope" : status == 401 ? "Bearer" : "");
    assertThat(started.rig().hub.events).hasSize(status == 200 && path.equals("/events") ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"r, 403", "w, 101"})
  void sendsOverASocketWithATokenThatMayWrite(String token, int status) throws Exception {
    openWithTokens();
    RawClient client = started.rig().client();
    client.send(
        "GET /events?token="
            + token
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(status);
  }

  @Test
  void tokensAreNeverShown() {
    HttpAccess access = new HttpAccess(List.of(Token.of(Role.READ, "hidden")), Set.of());

    assertThat(HttpSettings.onPort(1).withAccess(access).toString()).doesNotContain("hidden");
    assertThat(access).isEqualTo(new HttpAccess(List.of(Token.of(Role.READ, "hidden")), Set.of()));
    assertThat(access)
        .isNotEqualTo(new HttpAccess(List.of(Token.of(Role.WRITE, "hidden")), Set.of()));
  }
}

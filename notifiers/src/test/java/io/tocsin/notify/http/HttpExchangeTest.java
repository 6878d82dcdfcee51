package io.tocsin.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tocsin.notify.email.TestCertificate;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of {@link HttpExchange} that follow one another, by TLS too. */
@Timeout(60)
final class HttpExchangeTest {

  private static final Duration PLENTY = Duration.ofSeconds(20);
  private static final int REQUESTS = 50;

  private static TestCertificate certificate;

  private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.create();
  }

  private String start(boolean tls, String host) throws IOException {
    InetSocketAddress any = new InetSocketAddress(host, 0);
    server = tls ? HttpsServer.create(any, 0) : HttpServer.create(any, 0);
    if (server instanceof HttpsServer https) {
      https.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    }
    server.createContext(
        "/",
        exchange -> {
          peers.add(exchange.getRemoteAddress());
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return (tls ? "https://" : "http://") + host + ":" + server.getAddress().getPort() + "/";
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** The client takes the default context of its process when it is made. */
  private static HttpExchange trusting(String address) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate.pem())) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(context);
    try {
      return new HttpExchange(SecretAddress.parse("url", Secret.of(address)));
    } finally {
      SSLContext.setDefault(before);
    }
  }

  private static HttpExchange.Request post(String body) {
    return new HttpExchange.Request("POST", Map.of(), body);
  }

  @ParameterizedTest(name = "tls {0} at {1}")
  @CsvSource({
    "false, localhost",
    "false, 127.0.0.2",
    "true, localhost",
    "true, 127.0.0.2",
  })
  void makesAllRequestsOverOneConnection(boolean tls, String host) throws Exception {
    HttpExchange exchange = trusting(start(tls, host));

    for (int i = 0; i < REQUESTS; i++) {
      HttpExchange.Result result = exchange.send(post("request " + i), PLENTY);

      assertThat(result).isEqualTo(new HttpExchange.Result(Delivery.delivered(), "request " + i));
    }

    assertThat(bodies).hasSize(REQUESTS).endsWith("request " + (REQUESTS - 1));
    assertThat(peers).hasSize(1);
  }

  @ParameterizedTest(name = "tls {0}")
  @CsvSource({"false", "true"})
  void sendsAndSurvivesLargeBodies(boolean tls) throws Exception {
    HttpExchange exchange = trusting(start(tls, "127.0.0.2"));
    String large = "x".repeat(3_000_000);

    for (int i = 0; i < 3; i++) {
      assertThat(exchange.send(post(large), PLENTY).delivery()).isEqualTo(Delivery.delivered());
    }

    assertThat(bodies).containsExactly(large, large, large);
  }

  @Test
  void triesAgainWhenTheCertificateIsOfAnUnknownAuthority() throws Exception {
    String address = start(true, "localhost");
    HttpExchange exchange = new HttpExchange(SecretAddress.parse("url", Secret.of(address)));

    Delivery delivery = exchange.send(post("secret"), PLENTY).delivery();

    assertThat(delivery.verdict()).isEqualTo(Delivery.Verdict.RETRYABLE);
    assertThat(bodies).isEmpty();
  }

  @Test
  void goesOnWithANewConnectionWhenTheReceiverStartsAnew() throws Exception {
    String address = start(false, "127.0.0.2");
    int port = server.getAddress().getPort();
    HttpExchange exchange = trusting(address);
    assertThat(exchange.send(post("a"), PLENTY).delivery()).isEqualTo(Delivery.delivered());
    server.stop(0);
    assertThat(exchange.send(post("b"), PLENTY).delivery().verdict())
        .isEqualTo(Delivery.Verdict.RETRYABLE);
    server = HttpServer.create(new InetSocketAddress("127.0.0.2", port), 0);
    server.createContext(
        "/",
        received -> {
          received.sendResponseHeaders(204, -1);
          received.close();
        });
    server.start();

    assertThat(exchange.send(post("c"), PLENTY).delivery()).isEqualTo(Delivery.delivered());
  }
}

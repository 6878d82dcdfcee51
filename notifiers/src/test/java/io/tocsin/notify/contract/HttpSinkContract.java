package io.tocsin.notify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every output by HTTP must hold to. */
public abstract class HttpSinkContract extends SinkContract {

  /** What the receiver got. */
  public record Received(String method, String path, Headers headers, String body) {}

  protected final List<Received> received = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile Map<String, String> answerHeaders = Map.of();
  private volatile String answer = "ok";

  @BeforeEach
  void startReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String path = exchange.getRequestURI().toString();
          received.add(
              new Received(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body));
          answerHeaders.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = answer.replace("PATH", path).getBytes(StandardCharsets.UTF_8);
          boolean bodiless = status == 204 || status == 304;
          exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
          if (!bodiless) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopReceiver() {
    server.stop(0);
  }

  protected final int port() {
    return server.getAddress().getPort();
  }

  /** How the receiver answers from now on; PATH stands for the request's path. */
  protected final void answers(int newStatus, Map<String, String> headers, String body) {
    status = newStatus;
    answerHeaders = headers;
    answer = body;
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "200, DELIVERED",
    "201, DELIVERED",
    "202, DELIVERED",
    "204, DELIVERED",
    "299, DELIVERED",
    "300, REJECTED",
    "301, REJECTED",
    "302, REJECTED",
    "304, REJECTED",
    "307, REJECTED",
    "308, REJECTED",
    "400, REJECTED",
    "401, REJECTED",
    "403, REJECTED",
    "404, REJECTED",
    "407, REJECTED",
    "408, RETRYABLE",
    "409, REJECTED",
    "410, REJECTED",
    "413, REJECTED",
    "422, REJECTED",
    "428, REJECTED",
    "429, RETRYABLE",
    "430, REJECTED",
    "499, REJECTED",
    "500, RETRYABLE",
    "501, RETRYABLE",
    "502, RETRYABLE",
    "503, RETRYABLE",
    "504, RETRYABLE",
    "599, RETRYABLE"
  })
  void judgesByTheStatus(int newStatus, Verdict verdict) throws Exception {
    answers(newStatus, Map.of(), "");

    Delivery delivery = attempt(settings(port()), PLENTY);

    assertThat(delivery.verdict()).isEqualTo(verdict);
    assertThat(delivery.reason())
        .isEqualTo(verdict == Verdict.DELIVERED ? "" : "HTTP " + newStatus);
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest(name = "{0} with Retry-After: {1} waits {2}")
  @CsvSource({
    "429, 30, PT30S",
    "503, 120, PT2M",
    "429, soon, PT0S",
    "429, -5, PT0S",
    "429, 'Thu, 01 Jan 1970 00:00:10 GMT', PT0S",
    "400, 30, PT0S"
  })
  void heedsRetryAfter(int newStatus, String retryAfter, Duration wait) throws Exception {
    answers(newStatus, Map.of("Retry-After", retryAfter), "");

    assertThat(attempt(settings(port()), PLENTY).notBefore()).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirection(int newStatus) throws Exception {
    try (FakeReceiver elsewhere = FakeReceiver.silent()) {
      answers(newStatus, Map.of("Location", "http://127.0.0.1:" + elsewhere.port() + "/x"), "");

      Delivery delivery = attempt(settings(port()), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.REJECTED);
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void repeatsNothingOfAnAnswerThatQuotesTheAddress() throws Exception {
    answers(404, Map.of(), "Cannot POST PATH " + String.join(" ", secrets()));

    Delivery delivery = attempt(settings(port()), PLENTY);

    assertThat(delivery.reason()).isEqualTo("HTTP 404");
  }

  @Test
  void survivesAnAnswerOfAnyLength() throws Exception {
    answers(200, Map.of(), "x".repeat(3_000_000));

    assertThat(attempt(settings(port()), PLENTY).verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.", "HTTP/1.1 200 OK\r\nContent-Le", "garbage\r\n\r\n"})
  void triesAgainWhenTheReceiverDiesBeforeItsStatusIsThere(String beginning) throws Exception {
    try (FakeReceiver receiver = FakeReceiver.saying(beginning)) {
      Delivery delivery = attempt(settings(receiver.port()), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @Test
  void takesTheStatusWhenTheReceiverDiesAfterIt() throws Exception {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    try (FakeReceiver receiver = FakeReceiver.saying(half)) {
      Delivery delivery = attempt(settings(receiver.port()), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.DELIVERED);
    }
  }

  @Test
  void endsInTimeWhenTheHeadersDrip() throws Exception {
    try (FakeReceiver receiver = FakeReceiver.dripping("HTTP/1.1 200 OK\r\nX: ")) {
      Delivery delivery = shortAttempt(settings(receiver.port()));

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    }
  }

  @Test
  void takesTheStatusWhenTheBodyDrips() throws Exception {
    String beginning = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n";
    try (FakeReceiver receiver = FakeReceiver.dripping(beginning)) {
      Delivery delivery = shortAttempt(settings(receiver.port()));

      assertThat(delivery.verdict()).isEqualTo(Verdict.DELIVERED);
    }
  }
}

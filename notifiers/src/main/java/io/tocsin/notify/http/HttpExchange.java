package io.tocsin.notify.http;

import io.tocsin.sink.Delivery;
import io.tocsin.sink.Secret;
import io.tocsin.time.SystemTime;
import io.tocsin.time.TimeSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes HTTP requests to one address, one attempt each. Follows no redirection: what was meant for
 * one receiver goes to no other.
 *
 * <p>Reasons name the status or the kind of failure, never the address or what an answer says.
 */
public final class HttpExchange {

  /** A request but for its address; the body goes out in UTF-8. */
  public record Request(String method, Map<String, Secret> headers, String body) {}

  /**
   * What came of it.
   *
   * @param body the beginning of the answer's body, for the caller's eyes: it may repeat secrets
   */
  public record Result(Delivery delivery, String body) {}

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final SecretAddress address;
  private final TimeSource time;
  private final ShortWay way;
  private final HttpClient client;

  public HttpExchange(SecretAddress address) {
    this(address, new SystemTime());
  }

  HttpExchange(SecretAddress address, TimeSource time) {
    this.address = address;
    this.time = time;
    this.way = new ShortWay(address.uri());
    this.client =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(way)
            .build();
  }

  /**
   * One attempt. Once the status has come, it is what counts: a connection that breaks or stalls
   * while the rest of the answer is read does not make a delivered message undelivered.
   *
   * @param timeout bound on the whole exchange
   */
  public Result send(Request request, Duration timeout) throws InterruptedException {
    AtomicReference<Delivery> verdict = new AtomicReference<>();
    BodyHandler<String> handler =
        info -> {
          Optional<String> retryAfter = info.headers().firstValue("Retry-After");
          verdict.set(Answers.of(info.statusCode(), retryAfter, now()));
          return new BoundedBody();
        };
    way.calledHere();
    CompletableFuture<HttpResponse<String>> exchange = client.sendAsync(build(request), handler);
    String body = "";
    String failure;
    try {
      body = exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS).body();
      failure = "";
    } catch (TimeoutException e) {
      failure = "no answer within " + timeout.toMillis() + " ms";
    } catch (ExecutionException e) {
      failure = failureOf(e.getCause());
    } finally {
      exchange.cancel(true);
    }
    Delivery answered = verdict.get();
    return new Result(answered == null ? Delivery.retryable(failure) : answered, body);
  }

  private HttpRequest build(Request request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(address.uri());
    Secret authorization = address.authorization();
    if (authorization != null) {
      builder.header("Authorization", authorization.reveal());
    }
    request.headers().forEach((name, value) -> builder.setHeader(name, value.reveal()));
    return builder.method(request.method(), BodyPublishers.ofString(request.body())).build();
  }

  private static String failureOf(Throwable cause) {
    String kind = cause.getClass().getSimpleName();
    return cause instanceof IOException ? "no connection or answer: " + kind : kind;
  }

  private Instant now() {
    return Instant.ofEpochMilli(time.nowMicros() / 1000);
  }
}

package io.tocsin.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.transport.TlsContexts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The http listener of the hub a command talks to. */
final class HubHttp {

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5556",
      description = "the hub's http listener (default: ${DEFAULT-VALUE})")
  private String address;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "a token of the hub's (default: the environment variable TOCSIN_TOKEN)")
  private @Nullable String token;

  @Option(
      names = "--tls-ca",
      paramLabel = "PEM",
      description = "speak TLS, trusting certificates signed by these")
  private @Nullable Path ca;

  @Option(names = "--tls-cert", paramLabel = "PEM", description = "a client certificate")
  private @Nullable Path cert;

  @Option(names = "--tls-key", paramLabel = "PEM", description = "its key")
  private @Nullable Path key;

  /** An answer: its status and its JSON. */
  record Answer(int status, JsonNode body) {}

  Answer call(String method, String path) throws IOException {
    HttpRequest.Builder request = request(path);
    request.method(method, HttpRequest.BodyPublishers.noBody()).timeout(Duration.ofSeconds(60));
    HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
    return answer(response.statusCode(), response.body());
  }

  /** The lines of a stream of events, as long as the hub sends them; close it in the end. */
  Stream<String> lines(String path) throws IOException {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    HttpResponse<Stream<String>> response = send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      try (Stream<String> body = response.body()) {
        Answer refused = answer(response.statusCode(), String.join("\n", body.toList()));
        throw new IOException("the hub refuses: " + refused.body().path("error").asText());
      }
    }
    return response.body();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    HostPort at = HostPort.parse(address, "--http");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(scheme() + "://" + at.inUrl() + path));
    String shown = token == null ? System.getenv("TOCSIN_TOKEN") : token;
    if (shown != null && !shown.isBlank()) {
      request.header("Authorization", "Bearer " + printable(shown.strip()));
    }
    return request;
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> bodies)
      throws IOException {
    try {
      HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
      if (ca != null) {
        client.sslContext(TlsContexts.client(ca, cert, key));
      }
      return client.build().send(request.build(), bodies);
    } catch (java.net.http.HttpConnectTimeoutException | java.net.ConnectException e) {
      throw new IOException(
          "no hub answers at "
              + scheme()
              + "://"
              + address
              + "; is it running, with an http listener?",
          e);
    } catch (HttpTimeoutException | SSLException e) {
      throw e;
    } catch (IOException e) {
      if (ca != null) {
        throw e;
      }
      throw new IOException(
          "http://" + address + " gives no answer of HTTP; if it speaks TLS, give --tls-ca", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What cannot stand in a header would be printed with the error. */
  private static String printable(String token) throws IOException {
    if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IOException("--token: a token is made of printable ASCII characters");
    }
    return token;
  }

  private Answer answer(int status, String text) throws IOException {
    JsonNode body = json(text);
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED
        || status == HttpURLConnection.HTTP_FORBIDDEN) {
      throw new IOException(
          "the hub refuses: "
              + body.path("error").asText()
              + "; give one with --token or TOCSIN_TOKEN");
    }
    return new Answer(status, body);
  }

  private String scheme() {
    return ca == null ? "http" : "https";
  }

  /** Something else may listen there. */
  private JsonNode json(String body) throws IOException {
    try {
      JsonNode node = new ObjectMapper().readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Told below.
    }
    throw notAHub();
  }

  /** What answers is something else. */
  IOException notAHub() {
    return new IOException("what answers at " + scheme() + "://" + address + " is no hub");
  }
}

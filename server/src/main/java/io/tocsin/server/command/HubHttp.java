package io.tocsin.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The http listener of the hub a command talks to. */
final class HubHttp {

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5556",
      description = "the hub's http listener (default: ${DEFAULT-VALUE})")
  private String address;

  /** An answer: its status and its JSON. */
  record Answer(int status, JsonNode body) {}

  Answer call(String method, String path) throws IOException {
    HostPort at = HostPort.parse(address, "--http");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + at.inUrl() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(60))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (java.net.http.HttpConnectTimeoutException | java.net.ConnectException e) {
      throw new IOException(
          "no hub answers at http://" + address + "; is it running, with an http listener?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
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
    return new IOException("what answers at http://" + address + " is no hub");
  }
}

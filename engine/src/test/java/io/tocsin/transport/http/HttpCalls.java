package io.tocsin.transport.http;

import io.tocsin.event.Event;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A listener over a fake hub, and requests to it. In {@link #json}, ' stands for ". */
final class HttpCalls implements AutoCloseable {

  final FakeHub hub = new FakeHub();
  final Telemetry telemetry = new Telemetry();
  final HttpClient client = HttpClient.newHttpClient();
  final HttpListener listener =
      new HttpListener(HttpSettings.onPort(0), hub.access(), telemetry, new SystemTime());

  void start() throws IOException {
    listener.start();
  }

  @Override
  public void close() {
    listener.close();
    hub.close();
  }

  HttpRequest.Builder request(String path) {
    int port = listener.address().getPort();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  static String json(String text) {
    return text.replace('\'', '"') + "\n";
  }

  static Event service(String service) {
    return Event.builder().service(service).build();
  }
}

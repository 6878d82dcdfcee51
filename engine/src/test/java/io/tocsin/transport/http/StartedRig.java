package io.tocsin.transport.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A rig for each test, with the usual settings until others are opened in its place. */
final class StartedRig implements BeforeEachCallback, AfterEachCallback {

  private HttpRig rig;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    rig = new HttpRig(HttpSettings.onPort(0));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    rig.close();
  }

  HttpRig rig() {
    return rig;
  }

  /** Closes the rig and starts another one. */
  void open(HttpSettings settings) throws IOException {
    rig.close();
    rig = new HttpRig(settings);
  }

  /**
   * Asks for a path over a connection of its own; the body is read as it comes.
   *
   * @param headers names and values in turn
   */
  HttpResponse<InputStream> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + rig.listener.address().getPort() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }
}

package io.tocsin.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.Browser;
import io.tocsin.fixture.LocalHub;
import io.tocsin.fixture.Packages;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live views in a real browser, on a page of another site. */
final class BrowserTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String PAGE =
      """
      <!DOCTYPE html><title>Live</title><body><script>
      const hub = '127.0.0.1:HUB', query = 'query=' + encodeURIComponent('host =~ "web%"')
      function show(text) {
        document.body.appendChild(document.createElement('p')).textContent = text
      }
      function socket(name, token) {
        const view = new WebSocket(`ws://${hub}/index?${query}&subscribe=true&token=${token}`)
        view.onmessage = m => show(name + ' ' + JSON.parse(m.data).host)
        view.onopen = () => show(name + ' open')
        view.onerror = () => show(name + ' refused')
      }
      function stream(name, token) {
        const view = new EventSource(`http://${hub}/index?${query}&token=${token}`)
        view.onmessage = m => show(name + ' ' + m.lastEventId + ' ' + JSON.parse(m.data).host)
        view.onerror = () => { if (view.readyState == 2) show(name + ' refused') }
      }
      socket('socket', 'right'); stream('stream', 'right')
      socket('wrong-socket', 'wrong'); stream('wrong-stream', 'wrong')
      fetch(`http://${hub}/index?${query}`, {headers: {Authorization: 'Bearer right'}})
        .then(r => r.json()).then(all => show('fetch ' + all.length), () => show('fetch refused'))
      </script></body>
      """;

  @TempDir private Path folder;

  private HttpServer site;
  private LocalHub hub;

  @BeforeEach
  void start() throws Exception {
    Packages.require("chromium");
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          http port: 0, tokens: [read: secret('READ')], origins: ['http://127.0.0.1:%d']
        }
        streams { index() }
        """
            .formatted(site.getAddress().getPort()));
    hub = LocalHub.start(rules, Map.of("READ", "right"));
    byte[] page = PAGE.replace("HUB", "" + hub.port(Kind.HTTP)).getBytes(UTF_8);
    site.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    hub.send(event("web1"), event("db1"));
  }

  @AfterEach
  void stop() {
    if (hub != null) {
      hub.close();
    }
    if (site != null) {
      site.stop(0);
    }
  }

  private static Event event(String host) {
    return Event.builder().host(host).service("s").metric(1).ttlMicros(3_600_000_000L).build();
  }

  private Browser browse(String host) throws Exception {
    return Browser.open(folder, "http://" + host + ":" + site.getAddress().getPort() + "/page");
  }

  @Test
  void aPageOfAnAllowedSiteSeesWhatThereIsAndWhatComes() throws Exception {
    try (Browser browser = browse("127.0.0.1")) {
      Await.that(
          PATIENCE,
          () ->
              assertThat(browser.text())
                  .contains("socket web1", "stream 1 web1", "fetch 1")
                  .contains("wrong-socket refused", "wrong-stream refused"));
      hub.send(event("web2"), event("db2"));

      Await.that(
          PATIENCE, () -> assertThat(browser.text()).contains("socket web2", "stream 2 web2"));
      assertThat(browser.text()).doesNotContain("db1", "db2", "wrong-socket open");
    }
  }

  @Test
  void aPageOfAnotherSiteSeesNothing() throws Exception {
    try (Browser browser = browse("localhost")) {
      Await.that(
          PATIENCE,
          () ->
              assertThat(browser.text().lines())
                  .contains("socket refused", "stream refused", "fetch refused"));
      hub.send(event("web2"));

      assertThat(browser.text()).doesNotContain("web1", "web2", "open");
    }
  }
}

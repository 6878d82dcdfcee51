package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in over HTTP, one a line. */
final class HttpLinesTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  private RawClient.Reply send(String method, String type, String body) throws Exception {
    return started
        .rig()
        .client()
        .send(
            method
                + " /events HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n"
                + (type == null ? "" : "Content-Type: " + type + "\r\n")
                + "\r\n"
                + body)
        .reply();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, ",
    "POST, application/json",
    "POST, text/plain",
    "POST, application/x-www-form-urlencoded",
    "POST, application/x-ndjson",
    "POST, application/x-ndjson; charset=utf-8",
    "PUT, ",
    "PUT, application/x-ndjson",
    "PUT, application/json",
    "PUT, text/plain",
  })
  void answersLineByLine(String method, String type) throws Exception {
    RawClient.Reply reply =
        send(
            method,
            type,
            "{\"host\":\"a\"}\n\nnot json\n{\"service\":\"boom\"}\r\n{\"host\":\"b\",\"ttl\":[]}\n"
                + "{\"host\":\"b\"}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("content-type", "application/x-ndjson");
    List<String> lines = reply.body().lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("{}");
    assertThat(lines.get(1)).startsWith("{\"error\":\"line 3: not JSON at column ");
    assertThat(lines.get(2)).isEqualTo("{\"error\":\"rule failed\"}");
    assertThat(lines.get(3))
        .isEqualTo("{\"error\":\"line 5: ttl: must be a number of seconds, was an array\"}");
    assertThat(lines.get(4)).isEqualTo("{}");
    assertThat(started.rig().hub.events).extracting(Event::getHost).containsExactly("a", "b");
    assertThat(started.rig().lost("undecodable")).isEqualTo(2);
    assertThat(started.rig().lost("failed")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        // An array is one document, however it is sent and whatever is said about it.
        "POST | | [{},{}] | 200 | {'ok':true,'events':2}",
        "PUT | text/plain |  [{},] | 400 |",
        "POST | | [{},x] | 400 |",
        // So is an object over several lines, but where lines are promised.
        "POST | | {\\n'host':'a'\\n} | 200 | {'ok':true,'events':1}",
        "PUT | application/json | {'host':\\n'a'} | 200 | {'ok':true,'events':1}",
        "POST | | \\n{'host':'a', \\n'ttl':[]} | 400 |",
        "POST | | \\n{'host':'a'} \\n{ | 200 | {}",
        "POST | application/x-ndjson | {'host':'a'}\\n{\\n} | 200 | {}",
        "PUT | text/plain | {'host':\\n{'host':'a'} | 200 |",
        // Several on a line have an answer each.
        "POST | | {'host':'a'}{'host':'b'} | 200 | {}\\n{}",
        "POST | | 1 | 200 | {'error':'line 1: must be a JSON object, was a number'}",
        "POST | | ^ ^ | 400 |",
      })
  void tellsLinesFromADocument(String method, String type, String body, int status, String begin)
      throws Exception {
    RawClient.Reply reply = send(method, type, body.replace('\'', '"').replace("\\n", "\n"));

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body())
        .startsWith(
            begin == null ? "{\"error\":" : begin.replace('\'', '"').replace("\\n", "\n") + "\n");
  }

  @Test
  void takesThePathAsRiemannDoes() throws Exception {
    RawClient client = started.rig().client();

    assertThat(client.post("/events/", "{}").reply().body()).isEqualTo("{}\n");
    assertThat(client.get("/index/").reply().status()).isEqualTo(200);
    assertThat(client.get("/status/").reply().status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"200000, 200", "200001, 413"})
  void takesSoManyLinesInOneRequest(int lines, int status) throws Exception {
    assertThat(send("PUT", null, "x\n".repeat(lines)).status()).isEqualTo(status);
  }
}

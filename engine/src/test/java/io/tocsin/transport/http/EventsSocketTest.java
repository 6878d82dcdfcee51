package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.transport.live.LiveSettings;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in over WebSockets. */
final class EventsSocketTest {

  @RegisterExtension final StartedRig started = new StartedRig();

  private SocketClient connect(String path) throws Exception {
    return SocketClient.open(started.rig().listener.address(), path);
  }

  @Test
  void takesEventsAndAnswersEachInOrder() throws Exception {
    try (SocketClient client = connect("/events")) {
      client.say("{\"host\":\"a\",\"metric\":1,\"time\":\"1970-01-01T00:00:10.000Z\"}");
      client.say("{\"host\":");
      client.say("{\"service\":\"boom\"}");
      client.say("[{},{}]");
      client.say("{\"host\":\"b\"}");

      assertThat(client.next()).isEqualTo("{}");
      assertThat(client.next()).startsWith("{\"error\":\"event 1: not JSON");
      assertThat(client.next()).isEqualTo("{\"error\":\"rule failed\"}");
      assertThat(client.next()).isEqualTo("{\"error\":\"send one event in each message, not 2\"}");
      assertThat(client.next()).isEqualTo("{}");
    }
    assertThat(started.rig().hub.events).extracting(Event::getHost).containsExactly("a", "b");
    assertThat(started.rig().hub.events.get(0).timeMicrosOr(0)).isEqualTo(10_000_000);
  }

  @Test
  void takesTextOnly() throws Exception {
    try (SocketClient client = connect("/events")) {
      client.socket.sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();

      assertThat(client.end()).startsWith("1003");
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void boundsMessages(int bytes, boolean taken) throws Exception {
    started.open(HttpSettings.onPort(0).withLive(LiveSettings.DEFAULT.withMaxMessageBytes(1000)));
    String message = "{\"host\":\"" + "x".repeat(bytes - 11) + "\"}";
    try (SocketClient client = connect("/events")) {
      client.socket.sendText(message.substring(0, 600), false).join();
      client.socket.sendText(message.substring(600), true).join();

      if (taken) {
        assertThat(client.next()).isEqualTo("{}");
      } else {
        assertThat(client.end()).startsWith("1009");
        assertThat(started.rig().lost("too-large")).isEqualTo(1);
      }
    }
  }
}

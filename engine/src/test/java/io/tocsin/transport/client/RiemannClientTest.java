package io.tocsin.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link RiemannClient} towards servers that misbehave. */
final class RiemannClientTest {

  private static final List<Event> EVENTS = List.of(Event.builder().host("h").build());

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private ClientSettings settings() {
    return ClientSettings.of("127.0.0.1", server.getLocalPort());
  }

  /** Takes one connection and one message, answers with the bytes and goes. */
  private CompletableFuture<Void> answer(int... bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[in.readInt()]);
            for (int b : bytes) {
              socket.getOutputStream().write(b);
            }
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void assertFails(String message) throws IOException {
    try (RiemannClient client = RiemannClient.connect(settings())) {
      assertThatThrownBy(() -> client.send(EVENTS))
          .isInstanceOf(IOException.class)
          .hasMessage("127.0.0.1:" + server.getLocalPort() + message);
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void takesAnAnswerThatSaysOkOrNothing(boolean saysOk) throws Exception {
    CompletableFuture<Void> answered = saysOk ? answer(0, 0, 0, 2, 16, 1) : answer(0, 0, 0, 0);

    try (RiemannClient client = RiemannClient.connect(settings())) {
      client.send(EVENTS);
    }
    answered.get();
  }

  @Test
  void saysWhatTheServerAnswers() throws Exception {
    CompletableFuture<Void> answered = answer(0, 0, 0, 5, 16, 0, 26, 1, 'E');

    assertFails(" answers: E");
    answered.get();
  }

  @Test
  void saysThatTheServerAnswersNotOkWithoutAReason() throws Exception {
    CompletableFuture<Void> answered = answer(0, 0, 0, 2, 16, 0);

    assertFails(" answers: not ok");
    answered.get();
  }

  @Test
  void saysThatTheServerClosedTheConnection() throws Exception {
    CompletableFuture<Void> answered = answer(0, 0, 0, 5, 16);

    assertFails(": the server closed the connection");
    answered.get();
  }

  @Test
  void refusesAnAnswerThatIsTooLarge() throws Exception {
    CompletableFuture<Void> answered = answer(255, 255, 255, 255);

    assertFails(": the answer of 4294967295 bytes is too large");
    answered.get();
  }

  @Test
  void givesUpWaitingAndIsClosedThen() throws Exception {
    ClientSettings hasty = settings().withTimeout(Duration.ofMillis(50));
    try (RiemannClient client = RiemannClient.connect(hasty)) {
      assertThatThrownBy(() -> client.send(EVENTS))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith(": no answer within PT0.05S");
      assertThatThrownBy(() -> client.send(EVENTS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void saysWhereNobodyListens() throws IOException {
    int port = server.getLocalPort();
    server.close();

    assertThatThrownBy(() -> RiemannClient.connect(settings()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot connect to 127.0.0.1:" + port + ": ");
    assertThat(port).isPositive();
  }

  @Test
  void saysThatAHostIsUnknown() {
    assertThatThrownBy(() -> RiemannClient.connect(ClientSettings.of("no.such.host.invalid", 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.such.host.invalid:1");
  }
}

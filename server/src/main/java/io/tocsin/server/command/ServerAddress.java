package io.tocsin.server.command;

import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.ClientTls;
import io.tocsin.transport.client.RiemannClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub a command talks to over TCP. */
final class ServerAddress {

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5555",
      description = "the hub's tcp listener (default: ${DEFAULT-VALUE})")
  private String server;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "(default: ${DEFAULT-VALUE})")
  private int timeout;

  @Option(
      names = "--tls-ca",
      paramLabel = "PEM",
      description = "speak TLS, trusting certificates signed by these")
  private @Nullable Path ca;

  @Option(names = "--tls-cert", paramLabel = "PEM", description = "a client certificate")
  private @Nullable Path cert;

  @Option(names = "--tls-key", paramLabel = "PEM", description = "its key")
  private @Nullable Path key;

  /** What is asked of a hub that is connected. */
  @FunctionalInterface
  interface Question<T> {
    T ask(RiemannClient client) throws IOException;
  }

  /**
   * Connects, asks one thing, and hangs up.
   *
   * @throws IOException as the client, with a hint where TLS may be what is missing
   */
  <T> T ask(Question<T> question) throws IOException {
    ClientSettings settings = settings();
    try (RiemannClient client = RiemannClient.connect(settings)) {
      return question.ask(client);
    } catch (IOException e) {
      Throwable cause = e.getCause();
      if (ca == null
          && (cause instanceof EOFException || cause instanceof SocketException)
          && !(cause instanceof ConnectException)) {
        throw new IOException(e.getMessage() + "; if it speaks TLS, give --tls-ca", e);
      }
      throw e;
    }
  }

  private ClientSettings settings() {
    HostPort address = HostPort.parse(server, "--server");
    if (timeout < 1) {
      throw new WrongUse("--timeout: must be at least 1 second, was " + timeout);
    }
    if (ca == null && (cert != null || key != null)) {
      throw new WrongUse("--tls-cert and --tls-key need --tls-ca: whom to trust");
    }
    if ((cert == null) != (key == null)) {
      throw new WrongUse("--tls-cert and --tls-key go together");
    }
    ClientSettings settings =
        ClientSettings.of(address.host(), address.port()).withTimeout(Duration.ofSeconds(timeout));
    return ca == null ? settings : settings.withTls(new ClientTls(ca, cert, key));
  }
}

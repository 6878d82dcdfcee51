package io.tocsin.server.command;

import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.ClientTls;
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

  ClientSettings settings() {
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

package io.tocsin.transport.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A client's TLS files, all PEM. Immutable.
 *
 * @param trusted who signs the server's certificate, which must name the host that is called
 * @param certificate the client's own; null for none
 * @param key its private key, PKCS#8 without a password; null exactly when there is no certificate
 */
public record ClientTls(Path trusted, @Nullable Path certificate, @Nullable Path key) {

  public ClientTls {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("a client certificate and its key go together");
    }
  }
}

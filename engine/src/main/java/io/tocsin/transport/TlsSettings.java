package io.tocsin.transport;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a TLS listener, all PEM. Immutable.
 *
 * @param certificate the server's, followed by those between it and the root
 * @param key its private key, PKCS#8 without a password
 * @param clientCa who signs clients' certificates; then each client must show one. Null to let in
 *     everyone
 * @param protocols those spoken, of {@link #PROTOCOLS}; at least one
 */
public record TlsSettings(
    Path certificate, Path key, @Nullable Path clientCa, Set<String> protocols) {

  /** All that may be spoken, by the names of the JDK. */
  public static final Set<String> PROTOCOLS =
      Collections.unmodifiableSet(new LinkedHashSet<>(List.of("TLSv1.3", "TLSv1.2")));

  public TlsSettings {
    if (protocols.isEmpty() || !PROTOCOLS.containsAll(protocols)) {
      throw new IllegalArgumentException(
          "tls: protocols must be of " + PROTOCOLS + ", was " + protocols);
    }
    protocols = Set.copyOf(protocols);
  }

  /** Speaking all of {@link #PROTOCOLS}. */
  public TlsSettings(Path certificate, Path key, @Nullable Path clientCa) {
    this(certificate, key, clientCa, PROTOCOLS);
  }
}

package io.tocsin.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of a TLS listener, all PEM. Immutable.
 *
 * @param certificate the server's, followed by those between it and the root
 * @param key its private key, PKCS#8 without a password
 * @param clientCa who signs clients' certificates; then each client must show one. Null to let in
 *     everyone
 */
public record TlsSettings(Path certificate, Path key, @Nullable Path clientCa) {}

package io.tocsin.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS from PEM files. Errors name the file and what is wrong with it, never what is in it.
 * Thread-safe.
 */
public final class TlsContexts {

  private TlsContexts() {}

  /**
   * What a listener needs.
   *
   * @throws IOException if a file cannot be read or is not what it should be; names it
   */
  public static SslContext server(TlsSettings settings) throws IOException {
    X509Certificate[] chain = certificates(settings.certificate());
    SslContextBuilder builder =
        SslContextBuilder.forServer(PemKey.read(settings.key(), chain[0]), chain)
            .protocols(settings.protocols());
    if (settings.clientCa() != null) {
      builder.trustManager(certificates(settings.clientCa())).clientAuth(ClientAuth.REQUIRE);
    }
    return build(builder, settings.key());
  }

  /**
   * What a client needs.
   *
   * @param trusted who signs the server's certificate
   * @param certificate the client's own; null for none
   * @param key its private key; null exactly when there is no certificate
   * @throws IOException if a file cannot be read or is not what it should be; names it
   */
  public static SSLContext client(Path trusted, @Nullable Path certificate, @Nullable Path key)
      throws IOException {
    SslContextBuilder builder = SslContextBuilder.forClient().trustManager(certificates(trusted));
    if (certificate != null && key != null) {
      X509Certificate[] chain = certificates(certificate);
      builder.keyManager(PemKey.read(key, chain[0]), chain);
    }
    return ((JdkSslContext) build(builder, key == null ? trusted : key)).context();
  }

  private static SslContext build(SslContextBuilder builder, Path suspect) throws IOException {
    try {
      return builder.sslProvider(SslProvider.JDK).build();
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("tls: cannot be set up with " + suspect + ": " + e.getMessage(), e);
    }
  }

  private static X509Certificate[] certificates(Path file) throws IOException {
    try (InputStream in = open(file)) {
      X509Certificate[] all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toArray(X509Certificate[]::new);
      if (all.length == 0) {
        throw new IOException("tls: no certificate in " + file);
      }
      return all;
    } catch (CertificateException e) {
      throw new IOException("tls: not a PEM certificate: " + file);
    }
  }

  private static InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException("tls: no such file: " + file, e);
    } catch (IOException e) {
      throw new IOException("tls: cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}

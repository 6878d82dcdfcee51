package io.tocsin.notify.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS sockets that trust the certificates of a PEM file, or what Java trusts. */
final class TrustedCertificates {

  private TrustedCertificates() {}

  /** The file cannot be read or holds no certificate. */
  static final class Unreadable extends IOException {
    private Unreadable(Path ca) {
      super("no certificates can be read from " + ca);
    }
  }

  /**
   * A factory of sockets.
   *
   * @param ca null for what Java trusts
   * @throws Unreadable if the file cannot be read or holds no certificate
   */
  static SSLSocketFactory sockets(@Nullable Path ca) throws Unreadable {
    if (ca == null) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try (InputStream pem = Files.newInputStream(ca)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) {
        throw new Unreadable(ca);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new Unreadable(ca);
    }
  }
}

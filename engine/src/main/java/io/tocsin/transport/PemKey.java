package io.tocsin.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys from PEM files. Nothing of a key gets into an error. */
final class PemKey {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private static final byte[] SAMPLE = {1, 2, 3};

  private PemKey() {}

  /**
   * The key in a file, which must be the certificate's.
   *
   * @throws IOException if the file cannot be read, or holds no PKCS#8 key without password, or
   *     another certificate's
   */
  static PrivateKey read(Path file, X509Certificate certificate) throws IOException {
    PrivateKey key = read(file);
    try {
      String scheme =
          switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
          };
      Signature signature = Signature.getInstance(scheme);
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      if (signature.verify(signed)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      // A key of one kind and a certificate of another.
    }
    throw new IOException("tls: the key does not belong to the certificate: " + file);
  }

  private static PrivateKey read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("tls: no such file: " + file, e);
    } catch (IOException e) {
      throw new IOException("tls: cannot read " + file + ": " + e.getMessage(), e);
    }
    Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (pem.find()) {
      PKCS8EncodedKeySpec spec =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException e) {
          // Not a key of this kind: the next is tried.
        }
      }
    }
    throw new IOException(
        "tls: not a PKCS#8 private key without password: "
            + file
            + " (openssl pkcs8 -topk8 -nocrypt makes one)");
  }
}

package io.tocsin.notify.email;

import io.tocsin.sink.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that messages are handed to.
 *
 * @param host name or address
 * @param port usually 25, 587 for submission, 465 with {@link Tls#IMPLICIT}
 * @param tls how the connection is encrypted
 * @param username to log in with, null for no login
 * @param password to log in with; there is one exactly when there is a user name
 * @param ca file of certificates in PEM to trust instead of Java's, null for Java's
 */
public record SmtpServer(
    String host,
    int port,
    Tls tls,
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Path ca) {

  private static final int SMTP = 25;
  private static final int SMTPS = 465;
  private static final int HIGHEST_PORT = 65_535;

  public SmtpServer {
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "email: the server's host must not be empty; write smtp://HOST:PORT");
    }
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("email: port must be from 1 to 65535, was " + port);
    }
    if (username != null && password == null) {
      throw new IllegalArgumentException(
          "email: no password for user '" + username + "'; add password: secret('NAME')");
    }
    if (username == null && password != null) {
      throw new IllegalArgumentException(
          "email: a password without a user; write smtp://USER@HOST:PORT or add username:");
    }
  }

  /** A server without login; encrypted if it offers that. */
  public static SmtpServer of(String host, int port) {
    return new SmtpServer(host, port, Tls.OPTIONAL, null, null, null);
  }

  /**
   * Reads {@code smtp://user@host:port} or {@code smtps://user@host:port}. Ports are 25 and 465
   * unless named. Encryption is implicit for {@code smtps}; for {@code smtp} it is required with a
   * password and optional without.
   *
   * @param password null for no login
   * @throws IllegalArgumentException if it is no such address, or holds a password
   */
  public static SmtpServer parse(String address, @Nullable Secret password) {
    URI uri = read(address);
    boolean smtps = "smtps".equalsIgnoreCase(uri.getScheme());
    if ((!smtps && !"smtp".equalsIgnoreCase(uri.getScheme())) || uri.getHost() == null) {
      throw malformed();
    }
    String user = uri.getUserInfo();
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException(
          "email: the address of the server holds a password; write password: secret('NAME')"
              + " instead");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : smtps ? SMTPS : SMTP;
    Tls tls = smtps ? Tls.IMPLICIT : password != null ? Tls.REQUIRED : Tls.OPTIONAL;
    return new SmtpServer(uri.getHost(), port, tls, user, password, null);
  }

  private static URI read(String address) {
    try {
      return new URI(address.strip());
    } catch (URISyntaxException e) {
      // Its message quotes the address, which may hold a password by mistake.
      throw malformed();
    }
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "email: smtp must be an address such as 'smtp://localhost:25', 'smtp://user@host:587' or"
            + " 'smtps://user@host:465'");
  }

  /** The same server with another encryption. */
  public SmtpServer withTls(Tls other) {
    return new SmtpServer(host, port, other, username, password, ca);
  }

  /** The same server with a login. */
  public SmtpServer withLogin(String user, Secret secret) {
    return new SmtpServer(host, port, tls, user, secret, ca);
  }

  /** The same server with certificates of one's own to trust. */
  public SmtpServer withCa(Path file) {
    return new SmtpServer(host, port, tls, username, password, file);
  }
}

package io.tocsin.notify.http;

import io.tocsin.sink.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP address that may hold credentials and is never shown. Immutable.
 *
 * <p>{@code user:password@} in front of the host becomes a basic authorization.
 */
public final class SecretAddress {

  private final URI uri;
  private final @Nullable Secret authorization;

  private SecretAddress(URI uri, @Nullable Secret authorization) {
    this.uri = uri;
    this.authorization = authorization;
  }

  /**
   * Reads an address.
   *
   * @param what names it in a message
   * @throws IllegalArgumentException if it is no http or https address; without the address
   */
  public static SecretAddress parse(String what, Secret address) {
    URI uri = read(address.reveal().strip());
    boolean http =
        uri != null
            && ("http".equalsIgnoreCase(uri.getScheme())
                || "https".equalsIgnoreCase(uri.getScheme()))
            && uri.getHost() != null;
    if (!http) {
      throw new IllegalArgumentException(
          what
              + " must be a full http or https address, such as https://example.com/path; the one"
              + " given is not (it may be a secret and is not shown)");
    }
    return new SecretAddress(bare(uri), authorization(uri.getUserInfo()));
  }

  /** Host and port, in which nothing is secret. */
  public String place() {
    return uri.getHost() + ":" + uri.getPort();
  }

  URI uri() {
    return uri;
  }

  /** What the {@code Authorization} header must say; null when nothing. */
  @Nullable Secret authorization() {
    return authorization;
  }

  private static @Nullable URI read(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      // Its message quotes the address.
      return null;
    }
  }

  /** Without credentials and fragment, neither of which is sent as part of an address. */
  private static URI bare(URI uri) {
    String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return URI.create(uri.getScheme() + "://" + host + path + query);
  }

  private static @Nullable Secret authorization(@Nullable String userInfo) {
    if (userInfo == null) {
      return null;
    }
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "***";
  }
}

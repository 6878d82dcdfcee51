package io.tocsin.transport.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may do what over HTTP. Immutable; printed without the tokens.
 *
 * @param tokens whoever shows one of them may do what its role allows; none at all: everyone may do
 *     everything
 * @param origins sites whose pages may use this listener from a browser, as {@code
 *     https://dash.example}, besides its own; none at all: those of other ports of the same host
 *     may look
 */
public record HttpAccess(List<Token> tokens, Set<String> origins) {

  /** What a request does. */
  public enum Role {
    /** Nothing that needs a token. */
    OPEN,
    /** Looks at something. */
    READ,
    /** Sends events or changes something; may read too. */
    WRITE
  }

  /** Everyone, and no pages of other sites. */
  public static final HttpAccess EVERYONE = new HttpAccess(List.of(), Set.of());

  public HttpAccess {
    tokens = List.copyOf(tokens);
    origins =
        origins.stream()
            .map(o -> o.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }
}

package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.transport.http.HttpAccess.Role;
import java.util.List;
import java.util.Map;

/**
 * Asks for a token, if there are any: in {@code Authorization: Bearer}, or for what a page in a
 * browser opens, which can set no headers there, as the parameter {@code token}. Immutable.
 */
final class TokenCheck {

  static final String PARAMETER = "token";

  private static final String SCHEME = "Bearer ";

  private final List<Token> tokens;

  TokenCheck(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Refuses a request that shows no token of the role; returns when it may go on. */
  void check(Role needed, HttpHeaders headers, Map<String, List<String>> parameters, boolean live)
      throws RefusedException {
    if (needed == Role.OPEN || tokens.isEmpty()) {
      return;
    }
    Role granted = Role.OPEN;
    String shown = shown(headers, live ? parameters : Map.of());
    // All of them, so that the time says nothing about which it is.
    for (Token token : tokens) {
      if (token.is(shown) && token.role().compareTo(granted) > 0) {
        granted = token.role();
      }
    }
    if (granted == Role.OPEN) {
      throw RefusedException.lost(
              "no-token",
              HttpResponseStatus.UNAUTHORIZED,
              "a token is needed; send it as Authorization: Bearer …")
          .with("WWW-Authenticate", "Bearer realm=\"tocsin\"");
    }
    if (granted.compareTo(needed) < 0) {
      throw RefusedException.lost(
              "no-token", HttpResponseStatus.FORBIDDEN, "this token may only read")
          .with("WWW-Authenticate", "Bearer realm=\"tocsin\", error=\"insufficient_scope\"");
    }
  }

  private static String shown(HttpHeaders headers, Map<String, List<String>> parameters) {
    List<String> all = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    if (all.size() == 1 && all.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return all.get(0).substring(SCHEME.length()).strip();
    }
    List<String> values = parameters.getOrDefault(PARAMETER, List.of());
    return all.isEmpty() && values.size() == 1 ? values.get(0) : "";
  }
}

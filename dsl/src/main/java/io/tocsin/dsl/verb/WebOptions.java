package io.tocsin.dsl.verb;

import io.tocsin.dsl.ServerSettings.Web;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.sink.Secret;
import io.tocsin.stream.Place;
import io.tocsin.transport.live.LiveSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options that only {@code http} has. */
final class WebOptions {

  private static final int MAX_QUEUE = 1 << 30;
  private static final String TOKENS =
      "Write tokens: [read: secret('READ_TOKEN'), write: secret('WRITE_TOKEN')],"
          + " or tokens: [secret('TOKEN')] for one that may do everything.";

  private WebOptions() {}

  static Web read(RuleBuilder build, Place place, Map<String, ?> options) {
    long queue =
        options.get("subscriberQueue") instanceof Number n
            ? n.longValue()
            : LiveSettings.DEFAULT_QUEUE_BYTES;
    if (queue < 1024 || queue > MAX_QUEUE) {
      throw build.fail(
          place, "http: subscriberQueue must be 1 kB to 1.GB, was " + queue, "It is in bytes.");
    }
    int subscribers = options.get("maxSubscribers") instanceof Integer n ? n : 1000;
    if (subscribers < 1) {
      throw build.fail(place, "http: maxSubscribers must be at least 1, was " + subscribers, "");
    }
    Set<Secret> readers = new LinkedHashSet<>();
    Set<Secret> writers = new LinkedHashSet<>();
    if (options.get("tokens") instanceof Map<?, ?> roles) {
      roles.forEach(
          (role, tokens) -> {
            if (!Set.of("read", "write").contains(String.valueOf(role))) {
              throw build.fail(place, "http: tokens has no role '" + role + "'", TOKENS);
            }
            add(build, place, tokens, role.equals("read") ? readers : writers);
          });
    } else {
      add(build, place, options.get("tokens"), writers);
    }
    boolean meant = options.get("tokens") != null;
    if (meant && readers.isEmpty() && writers.isEmpty()) {
      throw build.fail(place, "http: tokens is empty", TOKENS);
    }
    return new Web(
        Set.copyOf(readers),
        Set.copyOf(writers),
        origins(build, place, options.get("origins")),
        (int) queue,
        subscribers);
  }

  private static void add(
      RuleBuilder build, Place place, @Nullable Object tokens, Set<Secret> all) {
    if (tokens instanceof List<?> list) {
      list.forEach(token -> add(build, place, token, all));
    } else if (tokens != null) {
      Secret secret = tokens instanceof Secret known ? known : Secret.of(String.valueOf(tokens));
      if (secret.isBlank()) {
        throw build.fail(place, "http: a token is blank", "Anybody could guess it.");
      }
      all.add(secret);
    }
  }

  private static Set<String> origins(RuleBuilder build, Place place, @Nullable Object value) {
    Set<String> origins = new LinkedHashSet<>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (!isOrigin(String.valueOf(each))) {
          throw build.fail(
              place,
              "http: '" + each + "' is no origin",
              "Write scheme and host, and the port unless it is the usual one:"
                  + " origins: ['https://dash.example', 'http://localhost:3000'].");
        }
        origins.add(String.valueOf(each));
      }
    }
    return Set.copyOf(origins);
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}

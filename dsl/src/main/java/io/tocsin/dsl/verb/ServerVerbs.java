package io.tocsin.dsl.verb;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.dsl.ServerSettings.Tls;
import io.tocsin.dsl.internal.NamedFiles;
import io.tocsin.stream.Place;
import io.tocsin.stream.partition.LaneKey;
import io.tocsin.transport.TlsSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in {@code server { }}. */
public interface ServerVerbs extends Verbs {

  /** Riemann's protocol over TCP, with or without TLS. */
  @Verb(
      in = Scope.SERVER,
      usage =
          "tcp port: 5555, host: '127.0.0.1', maxFrame: 16.MB, tls: [cert: …, key: …, clientCa: …]")
  @Option(name = "port", type = Integer.class, required = true)
  @Option(name = "host", type = String.class)
  @Option(name = "maxFrame", type = Number.class)
  @Option(name = "maxConnections", type = Integer.class)
  @Option(name = "idleTimeout", type = Duration.class)
  @Option(name = "tls", type = Map.class)
  @Option(name = "ack", type = String.class)
  default void tcp(Map<String, ?> options) {
    build().attempt(() -> ListenerOptions.add(this, Kind.TCP, options));
  }

  /** Riemann's protocol over UDP: one message a datagram, no answers. */
  @Verb(in = Scope.SERVER, usage = "udp port: 5555, host: '127.0.0.1'")
  @Option(name = "port", type = Integer.class, required = true)
  @Option(name = "host", type = String.class)
  default void udp(Map<String, ?> options) {
    build().attempt(() -> ListenerOptions.add(this, Kind.UDP, options));
  }

  /** Health, metrics, REST and live views. */
  @Verb(
      in = Scope.SERVER,
      usage =
          "http port: 5556, host: '127.0.0.1', tls: [cert: …, key: …],"
              + " tokens: [read: secret('…'), write: secret('…')], origins: ['https://…']")
  @Option(name = "port", type = Integer.class, required = true)
  @Option(name = "host", type = String.class)
  @Option(name = "maxConnections", type = Integer.class)
  @Option(name = "tls", type = Map.class)
  @Option(
      name = "tokens",
      type = {List.class, Map.class})
  @Option(name = "origins", type = List.class)
  @Option(name = "subscriberQueue", type = Number.class)
  @Option(name = "maxSubscribers", type = Integer.class)
  default void http(Map<String, ?> options) {
    build().attempt(() -> ListenerOptions.add(this, Kind.HTTP, options));
  }

  /** Carbon's line protocol, over TCP and UDP. */
  @Verb(in = Scope.SERVER, usage = "graphite port: 2003, host: '127.0.0.1'")
  @Option(name = "port", type = Integer.class, required = true)
  @Option(name = "host", type = String.class)
  @Option(name = "maxConnections", type = Integer.class)
  @Option(name = "idleTimeout", type = Duration.class)
  default void graphite(Map<String, ?> options) {
    build().attempt(() -> ListenerOptions.add(this, Kind.GRAPHITE, options));
  }

  /** Where the hub keeps what must outlive it. */
  @Verb(in = Scope.SERVER, usage = "dataDir 'data'")
  default void dataDir(String path) {
    build().server().dataDir(path);
  }

  /** The machine's own load, memory, disk and JVM figures as events. */
  @Verb(in = Scope.SERVER, usage = "vitals every: 5.seconds")
  @Option(name = "every", type = Duration.class, required = true)
  default void vitals(Map<String, ?> options) {
    build()
        .attempt(
            () -> {
              Duration every = required("vitals", options, "every", Duration.class);
              if (every.toMillis() < 100) {
                throw build()
                    .fail(
                        build().place(), "vitals: every must be at least 100 ms, was " + every, "");
              }
              build().server().vitals(every);
            });
  }

  /** Bounds of the whole hub. */
  @Verb(in = Scope.SERVER, usage = "limits maxSkew: 5.seconds, indexEntries: 1000000")
  @Option(name = "maxSkew", type = Duration.class)
  @Option(name = "indexEntries", type = Integer.class)
  default void limits(Map<String, ?> options) {
    ServerSettings.Builder server = build().server();
    Duration skew = optional("limits", options, "maxSkew", Duration.class, server.maxSkew());
    int entries = optional("limits", options, "indexEntries", Integer.class, server.indexEntries());
    if (entries < 1) {
      build()
          .problem(
              Problem.error(
                  build().place(), "limits: indexEntries must be at least 1, was " + entries, ""));
    } else if (skew.isNegative()) {
      build()
          .problem(
              Problem.error(
                  build().place(), "limits: maxSkew must not be negative, was " + skew, ""));
    } else {
      server.limits(skew, entries);
    }
  }

  /** Among how many lanes rules by key are spread. */
  @Verb(in = Scope.SERVER, usage = "lanes 4 or lanes 4, by: 'service'")
  @Option(name = "by", type = String.class)
  default void lanes(int number) {
    lanes(Map.of(), number);
  }

  @SameVerb
  default void lanes(Map<String, ?> options, int number) {
    build()
        .attempt(
            () -> {
              if (number < 1 || number > LaneKey.MOST_LANES) {
                throw build()
                    .fail(
                        build().place(),
                        "lanes: must be 1 to " + LaneKey.MOST_LANES + ", was " + number,
                        "");
              }
              String by = optional("lanes", options, "by", String.class, LaneKey.HOST.field());
              try {
                build().server().lanes(new ServerSettings.Lanes(number, LaneKey.of(by)));
              } catch (IllegalArgumentException e) {
                throw build().fail(build().place(), String.valueOf(e.getMessage()), "");
              }
            });
  }

  /** Reads a listener's options. */
  final class ListenerOptions {
    private static final Duration IDLE = Duration.ofHours(1);

    private ListenerOptions() {}

    static void add(ServerVerbs verbs, Kind kind, Map<String, ?> o) {
      Place place = verbs.build().place();
      String verb = kind.name().toLowerCase(java.util.Locale.ROOT);
      int port = verbs.required(verb, o, "port", Integer.class);
      if (port < 0 || port > 65535) {
        throw verbs.build().fail(place, verb + ": port must be 0 to 65535, was " + port, "");
      }
      long maxFrame = verbs.optional(verb, o, "maxFrame", Number.class, 16L << 20).longValue();
      if (maxFrame < 64 || maxFrame > 1L << 30) {
        throw verbs
            .build()
            .fail(place, verb + ": maxFrame must be 64 bytes to 1.GB, was " + maxFrame, "");
      }
      String ack = verbs.optional(verb, o, "ack", String.class, "processed");
      if (!ack.equals("processed") && !ack.equals("durable")) {
        throw verbs
            .build()
            .fail(
                place,
                verb + ": no ack '" + ack + "'",
                "Write ack: 'processed', all rules have run, or ack: 'durable', it is on disk"
                    + " too.");
      }
      String host = verbs.optional(verb, o, "host", String.class, "127.0.0.1");
      int connections = verbs.optional(verb, o, "maxConnections", Integer.class, 10_000);
      if (connections < 1) {
        throw verbs
            .build()
            .fail(place, verb + ": maxConnections must be at least 1, was " + connections, "");
      }
      Duration idle = verbs.optional(verb, o, "idleTimeout", Duration.class, IDLE);
      if (idle.isNegative() || idle.isZero()) {
        throw verbs
            .build()
            .fail(place, verb + ": idleTimeout must be longer than zero, was " + idle, "");
      }
      Listener listener =
          new Listener(
              kind,
              host,
              port,
              maxFrame,
              tls(verbs, verb, place, o),
              connections,
              idle,
              kind == Kind.HTTP ? WebOptions.read(verbs.build(), place, o) : null,
              ack.equals("durable"));
      verbs.build().server().listener(listener, place);
    }

    private static @Nullable Tls tls(
        ServerVerbs verbs, String verb, Place place, Map<String, ?> options) {
      if (options.get("tls") == null) {
        return null;
      }
      Map<?, ?> tls = verbs.required(verb, options, "tls", Map.class);
      for (Object key : tls.keySet()) {
        if (!Set.of("cert", "key", "clientCa", "protocols").contains(String.valueOf(key))) {
          throw verbs
              .build()
              .fail(
                  place,
                  verb + ": tls has no option '" + key + "'",
                  "Options: cert, key, clientCa, protocols.");
        }
      }
      if (tls.get("cert") == null || tls.get("key") == null) {
        throw verbs
            .build()
            .fail(place, verb + ": tls needs cert and key", "Both are paths of PEM files.");
      }
      Set<String> protocols = protocols(verbs, verb, place, tls.get("protocols"));
      Object ca = tls.get("clientCa");
      return new Tls(
          file(verbs, verb, place, tls.get("cert")),
          file(verbs, verb, place, tls.get("key")),
          ca == null ? null : file(verbs, verb, place, ca),
          protocols);
    }

    private static String file(ServerVerbs verbs, String verb, Place place, Object written) {
      return NamedFiles.find(verbs.build(), place, verb + ": tls", written.toString()).toString();
    }

    private static Set<String> protocols(
        ServerVerbs verbs, String verb, Place place, @Nullable Object value) {
      if (value == null) {
        return TlsSettings.PROTOCOLS;
      }
      Set<String> protocols = new LinkedHashSet<>();
      if (value instanceof List<?> list) {
        list.forEach(each -> protocols.add(String.valueOf(each)));
      }
      if (protocols.isEmpty() || !TlsSettings.PROTOCOLS.containsAll(protocols)) {
        throw verbs
            .build()
            .fail(
                place,
                verb + ": no tls protocols " + value,
                "Write protocols: ['TLSv1.3', 'TLSv1.2'] or one of them.");
      }
      return protocols;
    }
  }
}

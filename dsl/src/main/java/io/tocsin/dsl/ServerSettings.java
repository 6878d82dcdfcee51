package io.tocsin.dsl;

import io.tocsin.sink.Secret;
import io.tocsin.stream.Place;
import io.tocsin.stream.partition.LaneKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule file's {@code server} block says. Immutable, compared by value.
 *
 * @param listeners in the order they were written
 * @param dataDir where state is kept, null when not said
 * @param maxSkew how far ahead of now an event's time may be
 * @param indexEntries how many entries the index may have
 * @param vitals how often the machine's own figures are reported, null for never
 * @param lanes among how many lanes rules are spread, and how
 */
public record ServerSettings(
    List<Listener> listeners,
    @Nullable String dataDir,
    Duration maxSkew,
    int indexEntries,
    @Nullable Duration vitals,
    Lanes lanes) {

  /**
   * Lanes by key.
   *
   * @param number 1 for a single lane that does everything
   * @param key by whose values they are told apart
   */
  public record Lanes(int number, LaneKey key) {

    /** One lane, as without a word about it. */
    public static final Lanes ONE = new Lanes(1, LaneKey.HOST);

    /** Lanes besides the merge lane, which with a single lane is the only one. */
    public int besidesMerge() {
      return number == 1 ? 0 : number;
    }
  }

  /** The kinds of listeners, as their verbs. */
  public enum Kind {
    TCP,
    UDP,
    HTTP,
    GRAPHITE
  }

  /**
   * A listener.
   *
   * @param host address to bind; loopback when not said
   * @param port 0 lets the system choose
   * @param maxFrame bytes of one frame
   * @param tls PEM files, null for plain text
   * @param maxConnections connections at once
   * @param idleTimeout after which a silent connection is closed
   * @param web what only {@code http} has, null for others
   * @param durable whether a message is acknowledged only when it is on disk
   */
  public record Listener(
      Kind kind,
      String host,
      int port,
      long maxFrame,
      @Nullable Tls tls,
      int maxConnections,
      Duration idleTimeout,
      @Nullable Web web,
      boolean durable) {

    private static final String ANY_4 = "0.0.0.0";
    private static final String ANY_6 = "::";

    /** Whether two listeners cannot both be bound. */
    public boolean clashesWith(Listener o) {
      boolean sameProtocol =
          kind == o.kind
              || (isTcp() && o.isTcp())
              || (kind == Kind.GRAPHITE && o.kind == Kind.UDP)
              || (kind == Kind.UDP && o.kind == Kind.GRAPHITE);
      return port != 0 && port == o.port && sameProtocol && sharesAddress(o);
    }

    /**
     * As a system that takes IPv4 by IPv6's wildcard too; names other than the usual as written.
     */
    private boolean sharesAddress(Listener o) {
      String a = address(host);
      String b = address(o.host);
      boolean wildcard =
          a.equals(ANY_6)
              || b.equals(ANY_6)
              || (a.equals(ANY_4) && !b.contains(":"))
              || (b.equals(ANY_4) && !a.contains(":"));
      return wildcard || a.equals(b);
    }

    private static String address(String written) {
      String bare = written.toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$", "");
      return switch (bare) {
        case "localhost" -> "127.0.0.1";
        case "0:0:0:0:0:0:0:0", "::0" -> ANY_6;
        case "0:0:0:0:0:0:0:1" -> "::1";
        default -> bare;
      };
    }

    private boolean isTcp() {
      return kind != Kind.UDP;
    }
  }

  /**
   * PEM files.
   *
   * @param cert the server's certificate chain
   * @param key its private key
   * @param clientCa who signs clients' certificates; null when clients need none
   * @param protocols those spoken, as {@link io.tocsin.transport.TlsSettings} has them
   */
  public record Tls(String cert, String key, @Nullable String clientCa, Set<String> protocols) {}

  /**
   * Who may use an {@code http} listener, and bounds of those who watch.
   *
   * @param readTokens who shows one may read; none of either kind: everyone may do everything
   * @param writeTokens who shows one may do everything
   * @param origins sites whose pages may use it
   * @param subscriberQueue bytes of events that may wait for one who watches
   * @param maxSubscribers who may watch at one time
   */
  public record Web(
      Set<Secret> readTokens,
      Set<Secret> writeTokens,
      Set<String> origins,
      int subscriberQueue,
      int maxSubscribers) {}

  public ServerSettings {
    listeners = List.copyOf(listeners);
  }

  /** Whether any listener acknowledges only what is on disk. */
  public boolean isDurable() {
    return listeners.stream().anyMatch(Listener::durable);
  }

  /** Gathers the block's verbs. */
  public static final class Builder {
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable String dataDir;
    private Duration maxSkew = Duration.ofSeconds(5);
    private int indexEntries = 1_000_000;
    private @Nullable Duration vitals;
    private Lanes lanes = Lanes.ONE;

    /** Adds a listener; a port used twice is a problem. */
    public void listener(Listener listener, Place place) {
      for (int i = 0; i < listeners.size(); i++) {
        if (listeners.get(i).clashesWith(listener)) {
          problems.add(
              Problem.error(
                  place,
                  "port " + listener.port() + " is used twice",
                  "The listener at " + places.get(i) + " has it; give this one another port."));
          break;
        }
      }
      listeners.add(listener);
      places.add(place);
    }

    public void dataDir(String path) {
      dataDir = path;
    }

    public void limits(Duration skew, int entries) {
      maxSkew = skew;
      indexEntries = entries;
    }

    public void vitals(Duration every) {
      vitals = every;
    }

    public void lanes(Lanes several) {
      lanes = several;
    }

    public Duration maxSkew() {
      return maxSkew;
    }

    public int indexEntries() {
      return indexEntries;
    }

    /** What is wrong with the block as a whole, too. */
    public List<Problem> problems() {
      List<Problem> all = new ArrayList<>(problems);
      for (int i = 0; i < listeners.size(); i++) {
        if (listeners.get(i).durable() && dataDir == null) {
          all.add(
              Problem.error(
                  places.get(i),
                  "tcp: ack: 'durable' needs a directory for the journal",
                  "Write dataDir 'data' in the server block."));
        } else if (listeners.get(i).durable() && lanes.number() > 1) {
          all.add(
              Problem.error(
                  places.get(i),
                  "tcp: ack: 'durable' works with a single lane only",
                  "Write lanes 1, or ack: 'processed'."));
        }
      }
      return all;
    }

    public ServerSettings build() {
      return new ServerSettings(listeners, dataDir, maxSkew, indexEntries, vitals, lanes);
    }
  }
}

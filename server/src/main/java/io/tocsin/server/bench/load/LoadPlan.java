package io.tocsin.server.bench.load;

/**
 * How large a synthetic load is. Immutable.
 *
 * @param hosts at least 1
 * @param services of each host, at least 1
 * @param rate events in a second of the events' own time, above 0
 * @param seed what everything random in it depends on
 */
public record LoadPlan(int hosts, int services, double rate, long seed) {

  /** Hosts times services at most. */
  public static final int MAX_KEYS = 10_000_000;

  public LoadPlan {
    if (hosts < 1 || services < 1 || !(rate > 0)) {
      throw new IllegalArgumentException("hosts, services and rate must be above 0");
    }
    if ((long) hosts * services > MAX_KEYS) {
      throw new IllegalArgumentException("more than " + MAX_KEYS + " pairs of host and service");
    }
  }

  /** Pairs of host and service. */
  public int keys() {
    return hosts * services;
  }

  /** How long it takes until every pair has sent once more, in seconds. */
  public double intervalSeconds() {
    return keys() / rate;
  }

  /** With so many times as many hosts, each sending as often as before. */
  public LoadPlan grown(int times) {
    return new LoadPlan(Math.multiplyExact(hosts, times), services, rate * times, seed);
  }
}

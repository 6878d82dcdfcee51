package io.tocsin.server.bench.load;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Events that are made up: in each pass every pair of host and service sends one, in an order that
 * differs from pass to pass. The same plan gives the same events. Confined to one thread.
 *
 * <p>What the rules ask for is in it: services, hosts, states and tags by their names, and metrics
 * about the limits: below them as a rule, beyond them for some passes at a time, and then in
 * another state. One host in a hundred, but never the only one, is silent for longer than its
 * events live, and then another.
 */
public final class SyntheticLoad implements Load {

  private static final long START_MICROS = 1_767_225_600_000_000L; // 2026-01-01T00:00:00Z
  private static final int PASSES_OF_TTL = 5;
  private static final int PASSES_SILENT = 20;
  private static final int PASSES_IN_STATE = 32;
  private static final double SHARE_BEYOND = 0.1;
  private static final List<String> STATES = List.of("warning", "critical");

  private final LoadPlan plan;
  private final AskedFor asked;
  private final List<String> hosts;
  private final List<String> services;
  private final double[] limits;
  private final List<List<String>> tags;
  private final List<String> states;
  private final int namedServices;
  private final SplittableRandom random;
  private long pass = -1;
  private int inPass;
  private long offset;
  private int step = 1;

  /** A load from its beginning. */
  public SyntheticLoad(LoadPlan plan, AskedFor asked) {
    this.plan = plan;
    this.asked = asked;
    hosts = names(asked.hosts(), "host", plan.hosts());
    services = names(List.copyOf(asked.services().keySet()), "service", plan.services());
    namedServices = (int) services.stream().filter(asked.services()::containsKey).count();
    limits = limits(services, asked);
    tags = tags(asked.tags(), plan.services());
    List<String> told = asked.states().stream().filter(state -> !isGood(state)).toList();
    states = told.isEmpty() ? STATES : told;
    random = new SplittableRandom(plan.seed());
    inPass = plan.keys();
  }

  /** Those that are asked for first, but one at least that nobody asks for. */
  private static List<String> names(List<String> asked, String other, int count) {
    Set<String> names = new LinkedHashSet<>();
    asked.stream().limit(Math.max(1, count - 1L)).forEach(names::add);
    for (int i = 1; names.size() < count; i++) {
      names.add(other + "-" + i);
    }
    return new ArrayList<>(names);
  }

  private static double[] limits(List<String> services, AskedFor asked) {
    Map<String, OptionalDouble> near = asked.services();
    List<Double> all = asked.limits();
    double[] limits = new double[services.size()];
    for (int i = 0; i < limits.length; i++) {
      double any = all.isEmpty() ? 100 : all.get(i % all.size());
      limits[i] = near.getOrDefault(services.get(i), OptionalDouble.empty()).orElse(any);
    }
    return limits;
  }

  /** Every second service has one of the tags. */
  private static List<List<String>> tags(List<String> asked, int services) {
    List<String> any = asked.isEmpty() ? List.of("synthetic") : asked;
    List<List<String>> tags = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      tags.add(i % 2 == 1 ? List.of() : List.of(any.get(i / 2 % any.size())));
    }
    return tags;
  }

  private static boolean isGood(String state) {
    return state.equals("ok") || state.equals(Event.EXPIRED);
  }

  @Override
  public long startMicros() {
    return START_MICROS;
  }

  @Override
  public void fill(Block block) {
    for (int i = 0; i < Block.SIZE; ) {
      if (inPass == plan.keys()) {
        nextPass();
      }
      int key = (int) ((offset + (long) inPass * step) % plan.keys());
      long sent = pass * plan.keys() + inPass;
      inPass++;
      int host = key % plan.hosts();
      if (!isSilent(host)) {
        long moment = START_MICROS + (long) (sent * (1e6 / plan.rate()));
        block.put(i++, event(host, key / plan.hosts(), moment), moment);
      }
    }
  }

  private void nextPass() {
    pass++;
    inPass = 0;
    offset = random.nextInt(plan.keys());
    do {
      step = 1 + random.nextInt(plan.keys());
    } while (commonDivisor(step, plan.keys()) != 1);
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }

  private boolean isSilent(int host) {
    long turn = pass / PASSES_SILENT;
    int silent = plan.hosts() == 1 ? 0 : (plan.hosts() + 99) / 100;
    return (host + turn * silent) % plan.hosts() < silent;
  }

  private Event event(int host, int service, long moment) {
    boolean beyond = isBeyond(host, service);
    double limit = limits[service];
    double width = Math.max(1e-3, Math.abs(limit));
    double part = random.nextDouble();
    double metric = beyond ? limit + width * (0.01 + 0.2 * part) : limit - width * part;
    return Event.builder()
        .host(hosts.get(host))
        .service(services.get(service))
        .state(beyond ? states.get((host + service) % states.size()) : "ok")
        .metric(metric)
        .tags(tags.get(service))
        .timeMicros(moment)
        .ttlMicros((long) (PASSES_OF_TTL * plan.intervalSeconds() * 1e6) + 1)
        .build();
  }

  /** Whether a pair is in a bad way: for some passes at a time, as real ones are. */
  private boolean isBeyond(int host, int service) {
    long key = (long) service * plan.hosts() + host;
    long mixed =
        new SplittableRandom(plan.seed() + key * 1_000_003 + pass / PASSES_IN_STATE).nextLong();
    return (mixed >>> 11) * 0x1p-53 < SHARE_BEYOND;
  }

  @Override
  public int keys() {
    return plan.keys();
  }

  @Override
  public Load grown(int times) {
    return new SyntheticLoad(plan.grown(times), asked);
  }

  @Override
  public String description() {
    return "synthetic, seed "
        + plan.seed()
        + ": "
        + plan.hosts()
        + (plan.hosts() == 1 ? " host with " : " hosts with ")
        + plan.services()
        + (plan.services() == 1 ? " service" : " services each")
        + ", "
        + (plan.rate() == Math.rint(plan.rate()) && plan.rate() < 1e15
            ? String.valueOf((long) plan.rate())
            : String.valueOf(plan.rate()))
        + " events in a second of event time; "
        + namedServices
        + " of the "
        + asked.services().size()
        + " services that conditions name";
  }
}

package io.tocsin.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The counters and gauges of one hub, readable as Prometheus text and by name. Thread-safe.
 *
 * <p>Losses are counters named {@code tocsin.lost} with a {@code reason} tag, wherever they happen,
 * so that one place can say what was lost and why.
 */
public final class Telemetry {

  /** The name of every counter of losses. */
  public static final String LOST = "tocsin.lost";

  private record Key(String name, String tags) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Key, LongAdder> counters = new ConcurrentHashMap<>();
  private final Map<Key, CountedElsewhere> elsewhere = new ConcurrentHashMap<>();

  /**
   * The counter of that name and tags, made when it is new. Keep it: finding it costs more than
   * counting.
   *
   * @param name dotted, as {@code tocsin.events.in}
   * @param tags key, value, key, value …; values from a small fixed set
   */
  public LongAdder counter(String name, String... tags) {
    return counters.computeIfAbsent(
        new Key(name, String.join("\u0000", tags)),
        key -> {
          LongAdder adder = new LongAdder();
          FunctionCounter.builder(name, adder, LongAdder::doubleValue)
              .description(Meanings.of(name))
              .tags(Tags.of(tags))
              .register(registry);
          return adder;
        });
  }

  /** The counter of losses for a reason, at a part of the hub. */
  public LongAdder lost(String reason, String where) {
    return counter(LOST, "reason", reason, "where", where);
  }

  /**
   * Losses that somebody else counts, such as the kernel. Of two suppliers for one reason and place
   * the later goes on where the earlier ended.
   *
   * @param count all so far; asked at each reading
   * @return reads the count; run it just before the other's count ends, so that all of it is known
   */
  public Runnable lostElsewhere(String reason, String where, LongSupplier count) {
    CountedElsewhere counted =
        elsewhere.computeIfAbsent(
            new Key(reason, where),
            key -> {
              CountedElsewhere made = new CountedElsewhere();
              FunctionCounter.builder(LOST, made, c -> (double) c.sum())
                  .description(Meanings.of(LOST))
                  .tags(Tags.of("reason", reason, "where", where))
                  .register(registry);
              return made;
            });
    counted.follow(count);
    return counted::read;
  }

  /** A count that outlives those who count. */
  private static final class CountedElsewhere {
    private long before;
    private long last;
    private LongSupplier current = () -> 0;

    synchronized void follow(LongSupplier next) {
      before += last;
      last = 0;
      current = next;
    }

    synchronized void read() {
      // One that ended may say 0 from then on.
      last = Math.max(last, current.getAsLong());
    }

    synchronized long sum() {
      read();
      return before + last;
    }
  }

  /** A gauge; of two of one name and tags the first counts. The supplier is kept alive. */
  public void gauge(String name, Supplier<Number> value, String... tags) {
    if (registry.find(name).tags(Tags.of(tags)).gauge() != null) {
      return; // said to the registry, it would warn of each reload that opens a listener
    }
    Gauge.builder(name, value)
        .description(Meanings.of(name))
        .tags(Tags.of(tags))
        .strongReference(true)
        .register(registry);
  }

  /** All losses so far by reason, summed over the hub. */
  public Map<String, Long> losses() {
    Map<String, Long> byReason = new TreeMap<>();
    counters.forEach(
        (key, adder) -> {
          if (key.name().equals(LOST) && adder.sum() > 0) {
            byReason.merge(key.tags().split("\u0000", -1)[1], adder.sum(), Long::sum);
          }
        });
    elsewhere.forEach(
        (key, count) -> {
          long lost = count.sum();
          if (lost > 0) {
            byReason.merge(key.name(), lost, Long::sum);
          }
        });
    return byReason;
  }

  /** The sum of all counters of a name, whatever their tags. */
  public long total(String name) {
    return counters.entrySet().stream()
        .filter(e -> e.getKey().name().equals(name))
        .mapToLong(e -> e.getValue().sum())
        .sum();
  }

  /** Everything in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }
}

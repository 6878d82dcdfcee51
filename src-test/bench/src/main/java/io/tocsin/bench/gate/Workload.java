package io.tocsin.bench.gate;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is run by both commits. */
enum Workload {
  /** The five rules of docs/benchmarks.md. */
  FIVE_RULES(
      10_000,
      """
      index()
      where { service =~ /^service/ && metric > 0.5 } {
        by('host', 'service') { changed('state') { OUT } }
      }
      by('host') { tumbling(1.second) { fold(mean) { OUT } } }
      where { service == 'service 1' } { percentiles([0.5, 0.95, 0.99], every: 1.second) { OUT } }
      by('service') { rate(1.second) { OUT } }
      """),

  /** The latest event of each host and service. */
  INDEX(10_000, "index()"),

  /** A hundred conditions, one in ten of which asks for the service that came. */
  HUNDRED_RULES(
      1_000,
      IntStream.range(0, 100)
          .mapToObj(
              i -> "where { service == 'service " + i % 10 + "' && metric > 0." + i + " } { OUT }")
          .collect(Collectors.joining("\n"))),

  /** Windows that slide, with state for each host. */
  WINDOWS(
      1_000,
      """
      by('host') {
        sliding(1.second) { fold(max) { OUT } }
        session(gap: 1.second) { fold(count) { OUT } }
        ewma(halfLife: 10.seconds) { OUT }
      }
      """),

  /** Copies of the event, changed. */
  CHANGES(
      1_000,
      """
      set(state: 'seen', team: 'ops') { tag('a', 'b') { scale(8) { OUT } } }
      map { e -> e.metric > 0.5 ? e.set(description: 'much') : null } { OUT }
      """);

  private final int keys;
  private final String rules;

  Workload(int keys, String rules) {
    this.keys = keys;
    this.rules = rules;
  }

  /** Pairs of host and service in its input. */
  int keys() {
    return keys;
  }

  String rules() {
    return rules;
  }
}

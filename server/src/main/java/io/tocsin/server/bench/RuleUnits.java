package io.tocsin.server.bench;

import io.tocsin.dsl.dryrun.RuleLines;
import io.tocsin.stream.FilterSpec;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.TransformSpec;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides a rule set into parts: each stage at the top is one, each named rule is. What only passes
 * events on to several others, as {@code defaults(ttl: …)} around all rules, is divided further.
 * Confined to one thread.
 */
final class RuleUnits {

  private final List<StageSpec> streams;
  private final List<RuleUnit> units = new ArrayList<>();
  private final List<Integer> parents = new ArrayList<>();
  private final IdentityHashMap<StageSpec, Integer> numbers = new IdentityHashMap<>();
  private final Map<String, Integer> named = new HashMap<>();
  private final RuleLines lines = new RuleLines();

  RuleUnits(List<StageSpec> streams) {
    this.streams = streams;
    streams.forEach(stage -> number(stage, Marks.LANE));
  }

  private void number(StageSpec stage, int parent) {
    boolean divided = divides(stage);
    String rule = stage.rule();
    Integer known = rule == null ? null : named.get(rule);
    if (known == null) {
      String name = rule == null ? "" : rule;
      parents.add(parent);
      units.add(new RuleUnit(name, stage.place(), lines.at(stage.place()), divided));
      known = units.size();
      if (rule != null) {
        named.put(rule, known);
      }
    }
    numbers.put(stage, known);
    if (divided) {
      int number = known;
      stage.branches().forEach(branch -> branch.forEach(below -> number(below, number)));
    }
  }

  private static boolean divides(StageSpec stage) {
    boolean passes =
        stage.operator() instanceof FilterSpec || stage.operator() instanceof TransformSpec;
    if (stage.rule() != null || !passes) {
      return false;
    }
    List<StageSpec> below = stage.branches().stream().flatMap(List::stream).toList();
    return below.stream().filter(s -> !isLeaf(s)).count() > 1
        || below.stream().anyMatch(s -> s.rule() != null || divides(s));
  }

  private static boolean isLeaf(StageSpec stage) {
    return stage.branches().stream().allMatch(List::isEmpty);
  }

  /** The parts, numbered from 1 in this order. */
  List<RuleUnit> units() {
    return units;
  }

  /** The part that another one stands in, by its number; {@link Marks#LANE} at the top. */
  int parent(int number) {
    return parents.get(number - 1);
  }

  /**
   * The same rules, which mark what part they are in.
   *
   * @param at the number of the part of each stage is put here, by identity
   */
  List<StageSpec> marked(Marks marks, IdentityHashMap<StageSpec, Integer> at) {
    return streams.stream().map(stage -> marked(stage, marks, at)).toList();
  }

  private StageSpec marked(StageSpec stage, Marks marks, IdentityHashMap<StageSpec, Integer> at) {
    int number = numbers.getOrDefault(stage, Marks.LANE);
    StageSpec inner = stage;
    if (divides(stage)) {
      List<List<StageSpec>> branches =
          stage.branches().stream()
              .map(branch -> branch.stream().map(s -> marked(s, marks, at)).toList())
              .toList();
      inner = new StageSpec(stage.operator(), branches, stage.rule(), stage.place());
      at.put(inner, number);
    } else {
      note(inner, number, at);
    }
    MarkSpec mark = new MarkSpec(marks, number, guards(stage), stage.operator().channel());
    return new StageSpec(mark, List.of(List.of(inner)), stage.rule(), stage.place());
  }

  private static void note(StageSpec stage, int number, IdentityHashMap<StageSpec, Integer> at) {
    at.put(stage, number);
    stage.branches().forEach(branch -> branch.forEach(below -> note(below, number, at)));
  }

  /** One with an {@code otherwise} must see every event. */
  private static List<TextGuard> guards(StageSpec stage) {
    boolean otherwise = stage.branches().size() > 1 && !stage.branches().get(1).isEmpty();
    return otherwise ? List.of() : stage.operator().guards();
  }
}

package io.tocsin.server.bench.load;

import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.filter.TaggedSpec;
import io.tocsin.stream.filter.UnderSpec;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of rules ask for: names of services and hosts, states, tags, and limits of
 * the metric. A load that had none of it would be turned away by every condition, and the rules
 * would seem to cost nothing. Read from the conditions' text, so what is computed is not known.
 */
public final class AskedFor {

  /** Names, states and limits of each kind beyond which no more are noted. */
  static final int MAX = 10_000;

  private final Map<String, OptionalDouble> services = new LinkedHashMap<>();
  private final Set<String> hosts = new LinkedHashSet<>();
  private final Set<String> states = new LinkedHashSet<>();
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<Double> limits = new LinkedHashSet<>();

  private AskedFor() {}

  /** Nothing at all. */
  public static AskedFor nothing() {
    return new AskedFor();
  }

  /** What the conditions of these stages, and of all below them, ask for. */
  public static AskedFor of(List<StageSpec> streams) {
    AskedFor asked = new AskedFor();
    streams.forEach(stage -> asked.add(stage, List.of()));
    return asked;
  }

  /**
   * Services, with the limit that stands nearest to the name, if any.
   *
   * @return in the order of the rules
   */
  Map<String, OptionalDouble> services() {
    return services;
  }

  List<String> hosts() {
    return List.copyOf(hosts);
  }

  List<String> states() {
    return List.copyOf(states);
  }

  List<String> tags() {
    return List.copyOf(tags);
  }

  /** Limits of the metric, each once. */
  List<Double> limits() {
    return List.copyOf(limits);
  }

  private void add(StageSpec stage, List<String> namedAbove) {
    OperatorSpec<?, ?> recipe = stage.operator();
    List<Double> found = new ArrayList<>();
    List<String> named = new ArrayList<>(namedAbove);
    if (recipe instanceof TaggedSpec tagged) {
      tags.addAll(tagged.tags());
    } else if (recipe instanceof OverSpec over) {
      found.add(over.limit());
    } else if (recipe instanceof UnderSpec under) {
      found.add(under.limit());
    }
    for (RuleFunction<?> function : functions(recipe)) {
      ConditionText text = new ConditionText(function.source(), recipe.guards());
      List<String> names = text.names("service");
      names.forEach(name -> services.putIfAbsent(name, OptionalDouble.empty()));
      named.addAll(names);
      hosts.addAll(text.names("host"));
      states.addAll(text.names("state"));
      tags.addAll(text.tags());
      found.addAll(text.limits());
    }
    found.removeIf(limit -> Double.isInfinite(limit) || limits.size() >= MAX);
    limits.addAll(found);
    if (!found.isEmpty()) {
      OptionalDouble limit = OptionalDouble.of(found.get(0));
      named.forEach(name -> services.computeIfPresent(name, (n, old) -> first(old, limit)));
    }
    if (services.size() < MAX) {
      stage.branches().forEach(branch -> branch.forEach(below -> add(below, named)));
    }
  }

  private static OptionalDouble first(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() ? one : other;
  }

  private static List<RuleFunction<?>> functions(OperatorSpec<?, ?> recipe) {
    List<RuleFunction<?>> functions = new ArrayList<>();
    if (recipe instanceof Record) {
      for (RecordComponent component : recipe.getClass().getRecordComponents()) {
        collect(value(recipe, component), functions);
      }
    }
    return functions;
  }

  private static void collect(@Nullable Object value, List<RuleFunction<?>> functions) {
    if (value instanceof RuleFunction<?> function) {
      functions.add(function);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> collect(each, functions));
    }
  }

  private static @Nullable Object value(OperatorSpec<?, ?> recipe, RecordComponent component) {
    try {
      return component.getAccessor().invoke(recipe);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null; // a recipe that is not public has nothing to tell
    }
  }
}

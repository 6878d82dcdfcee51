package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.cache.CompiledRules.ProbeMention;
import io.tocsin.stream.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/**
 * The probes of the rules of a load, and those that its tests look at. A probe that the rules do
 * not have gets nothing, and every expectation of nothing would hold: so it is a problem. Confined
 * to the loading thread.
 */
public final class KnownProbes {

  private static final Set<String> VERBS = Set.of("probe", "expect", "expectNothing");
  private static final int SHOWN = 20;

  private final Set<String> names = new TreeSet<>();
  private final List<ProbeMention> mentions = new ArrayList<>();

  KnownProbes() {}

  /** Notes a probe of the rules, also one below a stage that cannot be. */
  public void add(String name) {
    names.add(name);
  }

  /** Notes what tests mention. */
  void mentioned(List<ProbeMention> more) {
    mentions.addAll(more);
  }

  /** The probe's name, if the rules have it; else that is a test's failure. */
  public String required(Place place, String name) {
    if (names.contains(name)) {
      return name;
    }
    throw new ScriptProblem(problem(place, name));
  }

  /** The probe that a verb of a test names; null when it names none, or not in plain text. */
  static @Nullable ProbeMention mention(String file, MethodCallExpression call) {
    List<Expression> arguments = Ast.arguments(call);
    int first = !arguments.isEmpty() && arguments.get(0) instanceof MapExpression ? 1 : 0;
    return VERBS.contains(String.valueOf(call.getMethodAsString()))
            && arguments.size() > first
            && arguments.get(first) instanceof ConstantExpression c
            && c.getValue() instanceof String name
        ? new ProbeMention(Ast.place(file, c), name)
        : null;
  }

  /** The problems of mentions of probes that are not there. */
  List<Problem> problems() {
    return mentions.stream()
        .filter(m -> !names.contains(m.name()))
        .map(m -> problem(m.place(), m.name()))
        .toList();
  }

  private Problem problem(Place place, String name) {
    String near = Suggestion.remedy(name, names);
    String all =
        names.isEmpty()
            ? "These rules have no probes."
            : "Probes: "
                + String.join(", ", names.stream().limit(SHOWN).toList())
                + (names.size() > SHOWN ? " …" : ".");
    return Problem.error(
        place, "no probe '" + name + "' in these rules", near.isEmpty() ? all : near + " " + all);
  }
}

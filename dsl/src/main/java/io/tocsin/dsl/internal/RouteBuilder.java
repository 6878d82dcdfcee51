package io.tocsin.dsl.internal;

import groovy.lang.Closure;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.filter.CaseValue;
import io.tocsin.stream.filter.RouteBySpec;
import io.tocsin.stream.filter.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers the cases of one {@code route} or {@code routeBy}. Confined to the loading thread. */
public final class RouteBuilder {

  private final RuleBuilder builder;
  private final List<RuleFunction<EventPredicate>> conditions = new ArrayList<>();
  private final List<List<CaseValue>> values = new ArrayList<>();
  private final List<List<StageSpec>> branches = new ArrayList<>();
  private @Nullable List<StageSpec> otherwise;
  private int begun;

  private RouteBuilder(RuleBuilder builder) {
    this.builder = builder;
  }

  /** Runs the block of a {@code route} and adds its stage. */
  public static void build(RuleBuilder builder, Closure<?> body) {
    RouteBuilder route = new RouteBuilder(builder);
    route.build(Scope.ROUTE, body, () -> new RouteSpec(route.conditions));
  }

  /** Runs the block of a {@code routeBy} and adds its stage. */
  public static void build(
      RuleBuilder builder, RuleFunction<EventFunction> value, Closure<?> body) {
    RouteBuilder route = new RouteBuilder(builder);
    route.build(Scope.ROUTE_BY, body, () -> new RouteBySpec(value, route.values));
  }

  private void build(Scope scope, Closure<?> body, Supplier<OperatorSpec<?, ?>> recipe) {
    Place where = builder.place();
    RouteBuilder outer = builder.route(this);
    builder.run(scope, builder.rule(), body);
    builder.route(outer);
    if (otherwise != null) {
      branches.add(otherwise);
    }
    // A case that was refused has been told; what follows from it is not.
    if (begun == branches.size()) {
      builder.stage(recipe, branches, where);
    }
  }

  /** The {@code route} whose block is running. */
  public static RouteBuilder current(RuleBuilder builder) {
    RouteBuilder route = builder.route();
    if (route == null) {
      throw builder.fail(
          builder.place(), "this verb stands outside of a route", "Write route { when … }.");
    }
    return route;
  }

  /** A case of {@code route}. */
  public void when(RuleFunction<EventPredicate> condition, Closure<?> body) {
    begun++;
    refuseAfterOtherwise("when");
    conditions.add(condition);
    branches.add(builder.run(Scope.EVENT, builder.rule(), body));
  }

  /**
   * A case of {@code routeBy}.
   *
   * @param of texts, numbers, patterns, ranges
   */
  public void on(List<?> of, Closure<?> body) {
    begun++;
    refuseAfterOtherwise("on");
    Place where = builder.place();
    values.add(builder.checked(() -> CaseValues.of(of), where));
    branches.add(builder.run(Scope.EVENT, builder.rule(), body));
  }

  private void refuseAfterOtherwise(String verb) {
    if (otherwise != null) {
      throw builder.fail(
          builder.place(),
          "a '" + verb + "' after 'otherwise' is never reached",
          "Put 'otherwise' last.");
    }
  }

  /** What no case takes. */
  public void otherwise(Closure<?> body) {
    begun++;
    if (otherwise != null) {
      throw builder.fail(builder.place(), "a route has one 'otherwise'", "Remove one.");
    }
    otherwise = builder.run(Scope.EVENT, builder.rule(), body);
  }
}

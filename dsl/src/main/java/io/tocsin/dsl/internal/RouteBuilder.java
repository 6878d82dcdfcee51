package io.tocsin.dsl.internal;

import groovy.lang.Closure;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.filter.RouteSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the cases of one {@code route}. Confined to the loading thread. */
public final class RouteBuilder {

  private final RuleBuilder builder;
  private final List<RuleFunction<EventPredicate>> cases = new ArrayList<>();
  private final List<List<StageSpec>> branches = new ArrayList<>();
  private @Nullable List<StageSpec> otherwise;

  private RouteBuilder(RuleBuilder builder) {
    this.builder = builder;
  }

  /** Runs the block of a {@code route} and adds its stage. */
  public static void build(RuleBuilder builder, Closure<?> body) {
    Place where = builder.place();
    RouteBuilder route = new RouteBuilder(builder);
    RouteBuilder outer = builder.route(route);
    builder.run(Scope.ROUTE, builder.rule(), body);
    builder.route(outer);
    if (route.otherwise != null) {
      route.branches.add(route.otherwise);
    }
    builder.stage(() -> new RouteSpec(route.cases), route.branches, where);
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

  public void when(RuleFunction<EventPredicate> condition, Closure<?> body) {
    if (otherwise != null) {
      throw builder.fail(
          builder.place(), "a 'when' after 'otherwise' is never reached", "Put 'otherwise' last.");
    }
    cases.add(condition);
    branches.add(builder.run(Scope.EVENT, builder.rule(), body));
  }

  public void otherwise(Closure<?> body) {
    if (otherwise != null) {
      throw builder.fail(builder.place(), "a route has one 'otherwise'", "Remove one.");
    }
    otherwise = builder.run(Scope.EVENT, builder.rule(), body);
  }
}

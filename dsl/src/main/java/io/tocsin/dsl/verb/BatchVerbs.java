package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.fold.Fold;
import io.tocsin.fold.Percentile;
import io.tocsin.fold.StandardFold;
import io.tocsin.stream.BatchFunction;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.combine.FlattenSpec;
import io.tocsin.stream.combine.FoldFunctionSpec;
import io.tocsin.stream.combine.FoldSpec;
import io.tocsin.stream.combine.LargestSpec;
import io.tocsin.stream.combine.SmallestSpec;

/** Verbs over a batch, and the folds that {@code fold} takes. */
public interface BatchVerbs extends Verbs {

  /** One event made of a batch. */
  @Verb(in = Scope.BATCH, usage = "fold(mean) { … } or fold('name') { events -> event } { … }")
  default void fold(Fold fold, @Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("fold", Scope.BATCH)) {
      return;
    }
    build().stage(() -> new FoldSpec(fold), new Block(Scope.EVENT, body));
  }

  /** A fold of one's own. */
  @SameVerb
  default void fold(
      String name, RuleFunction<BatchFunction> function, @Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("fold", Scope.BATCH)) {
      return;
    }
    build().stage(() -> new FoldFunctionSpec(name, function), new Block(Scope.EVENT, body));
  }

  /** The batch's events one by one. */
  @Verb(in = Scope.BATCH, usage = "flatten { … }")
  default void flatten(@Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("flatten", Scope.BATCH)) {
      return;
    }
    build().stage(FlattenSpec::new, new Block(Scope.EVENT, body));
  }

  /** The n events of the smallest metrics, smallest first. */
  @Verb(in = Scope.BATCH, usage = "smallest(3) { … }")
  default void smallest(int n, @Opens(Scope.BATCH) Closure<?> body) {
    if (!build().allows("smallest", Scope.BATCH)) {
      return;
    }
    build().stage(() -> new SmallestSpec(n), new Block(Scope.BATCH, body));
  }

  /** The n events of the largest metrics, largest first. */
  @Verb(in = Scope.BATCH, usage = "largest(3) { … }")
  default void largest(int n, @Opens(Scope.BATCH) Closure<?> body) {
    if (!build().allows("largest", Scope.BATCH)) {
      return;
    }
    build().stage(() -> new LargestSpec(n), new Block(Scope.BATCH, body));
  }

  /** The event at a point of the metrics' distribution. */
  @Verb(in = Scope.ANY, usage = "percentile(0.99)")
  default Fold percentile(Number point) {
    Fold[] fold = {StandardFold.MEDIAN};
    build()
        .attempt(
            () ->
                fold[0] =
                    build().checked(() -> new Percentile(point.doubleValue()), build().place()));
    return fold[0];
  }

  default Fold getSum() {
    return StandardFold.SUM;
  }

  default Fold getMean() {
    return StandardFold.MEAN;
  }

  default Fold getMin() {
    return StandardFold.MIN;
  }

  default Fold getMax() {
    return StandardFold.MAX;
  }

  default Fold getMedian() {
    return StandardFold.MEDIAN;
  }

  default Fold getStddev() {
    return StandardFold.STDDEV;
  }

  default Fold getCount() {
    return StandardFold.COUNT;
  }

  default Fold getProduct() {
    return StandardFold.PRODUCT;
  }

  default Fold getDifference() {
    return StandardFold.DIFFERENCE;
  }

  default Fold getQuotient() {
    return StandardFold.QUOTIENT;
  }

  default Fold getMode() {
    return StandardFold.MODE;
  }

  default Fold getFirst() {
    return StandardFold.FIRST;
  }

  default Fold getLast() {
    return StandardFold.LAST;
  }
}

package io.tocsin.stream;

import org.jspecify.annotations.Nullable;

/**
 * What a stage must know of its kind for each item. Confined to one lane.
 *
 * <p>A record, because the JVM's compiler takes the fields of a record that is a constant for
 * constants too: a stage that runs code of its own asks for none of this.
 *
 * @param condition of a filter; null for any other operator
 * @param transform of an operator that makes one event of another; null for any other
 * @param isPartition whether the operator hands items to copies of its children
 * @param chooses whether it has so many below it that a table chooses among them
 */
record StageFacts(
    StageSpec spec,
    LaneContext lane,
    Watching watching,
    @Nullable EventPredicate condition,
    @Nullable EventMapper transform,
    boolean isPartition,
    boolean chooses) {

  static StageFacts of(StageSpec spec, LaneContext lane, boolean chooses) {
    OperatorSpec<?, ?> recipe = spec.operator();
    return new StageFacts(
        spec,
        lane,
        lane.watching(),
        recipe instanceof FilterSpec filter ? filter.condition() : null,
        recipe instanceof TransformSpec change ? change.transform() : null,
        recipe instanceof PartitionSpec,
        chooses);
  }
}

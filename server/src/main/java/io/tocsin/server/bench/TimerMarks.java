package io.tocsin.server.bench;

import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import java.util.Arrays;
import java.util.IdentityHashMap;

/**
 * Marks the rule whose timer a lane runs. Put in force only while time advances: events pass stages
 * that do the same at less cost. Confined to one lane.
 */
final class TimerMarks implements StageWatch {

  private final Marks marks;
  private final IdentityHashMap<StageSpec, Integer> numbers;
  private int[] before = new int[16];
  private int depth;

  /**
   * Marks for stages.
   *
   * @param numbers the rule of each, by identity
   */
  TimerMarks(Marks marks, IdentityHashMap<StageSpec, Integer> numbers) {
    this.marks = marks;
    this.numbers = numbers;
  }

  @Override
  public void entered(StageSpec stage, Object item) {
    push(marks.current());
  }

  @Override
  public void woken(StageSpec stage, long dueMicros) {
    push(marks.enter(numbers.getOrDefault(stage, Marks.LANE)));
  }

  private void push(int mark) {
    if (depth == before.length) {
      before = Arrays.copyOf(before, 2 * depth);
    }
    before[depth++] = mark;
  }

  @Override
  public void left(StageSpec stage) {
    marks.enter(before[--depth]);
  }
}

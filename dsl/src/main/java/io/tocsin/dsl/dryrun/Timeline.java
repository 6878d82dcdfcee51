package io.tocsin.dsl.dryrun;

import io.tocsin.event.Event;
import io.tocsin.stream.RuleFunction;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a dry run, in words: what came in and where it was turned away, what went out.
 * Keeps the last {@value #MAX_LINES} lines. Confined to one thread.
 */
public final class Timeline {

  static final int MAX_LINES = 60;
  private static final int MAX_STOPS = 4;
  private static final int MAX_ITEM = 160;
  private static final int MIN_MOMENT = 8;

  private final RuleLines rules;
  private final Deque<Line> lines = new ArrayDeque<>();
  private long left;

  /** A line with the moment that stands before it; null for one that has none. */
  private record Line(@Nullable String moment, String text) {}

  public Timeline(RuleLines rules) {
    this.rules = rules;
  }

  /** An event comes in. */
  public void arrives(long nowMicros, Event event) {
    add(nowMicros, "in    " + shown(event));
  }

  /** The clock moves to a moment. */
  public void advances(long toMicros) {
    add(new Line(null, "to " + seconds(toMicros)));
  }

  /** What came of it: where filters turned items away, where they were dropped. */
  public void took(List<Step> steps) {
    stops(steps);
  }

  /** Something came out of the rules. */
  public void out(long nowMicros, String where, Object item) {
    add(nowMicros, "out   " + where + ": " + shown(item));
  }

  private void stops(List<Step> steps) {
    List<String> stops = new ArrayList<>();
    steps.forEach(step -> collect(step, stops));
    stops.stream().limit(MAX_STOPS).forEach(stop -> add(new Line("", "    " + stop)));
    if (stops.size() > MAX_STOPS) {
      int more = stops.size() - MAX_STOPS;
      add(new Line("", "    and stopped at " + more + " more places"));
    }
  }

  private void collect(Step step, List<String> stops) {
    if (step.lost() || step.wasTurnedAway()) {
      String values = values(step);
      stops.add(
          (step.lost() ? step.answer() + " at " : "turned away by ")
              + step.stage().place()
              + " "
              + rules.at(step.stage().place())
              + (values.isEmpty() ? "" : "   (" + values + ")"));
    }
    step.below().forEach(below -> collect(below, stops));
  }

  /** What of an event a stage looked at, as in {@code metric 0.5, service df-root}. */
  public static String values(Step step) {
    return step.item() instanceof Event event
        ? MentionedFields.of(step.stage().operator(), event)
        : "";
  }

  /** What of an event a condition looks at, as in {@code metric 0.5, service df-root}. */
  public static String values(RuleFunction<?> condition, Event event) {
    return MentionedFields.of(condition, event);
  }

  private void add(long nowMicros, String line) {
    add(new Line(seconds(nowMicros), line));
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + " s";
  }

  private void add(Line line) {
    lines.add(line);
    if (lines.size() > MAX_LINES) {
      lines.remove();
      left++;
    }
  }

  private static String shown(Object item) {
    String text = item.toString().replaceAll("\\p{Cntrl}", " ");
    return text.length() <= MAX_ITEM ? text : text.substring(0, MAX_ITEM) + "…";
  }

  /**
   * The lines so far, moments and texts each in a column; the first says how many were left out.
   * Empty when nothing happened.
   */
  public List<String> lines() {
    int width = MIN_MOMENT;
    for (Line line : lines) {
      width = Math.max(width, line.moment() == null ? 0 : line.moment().length());
    }
    List<String> all = new ArrayList<>();
    if (left > 0) {
      all.add("(" + left + " lines before)");
    }
    for (Line line : lines) {
      String moment = line.moment();
      all.add(
          moment == null
              ? line.text()
              : moment + " ".repeat(width - moment.length() + 2) + line.text());
    }
    return all;
  }
}

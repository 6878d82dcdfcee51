package io.tocsin.stream.dispatch;

import io.tocsin.event.Event;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of many conditions may hold for an event. One text of the event decides, the one that most
 * of the conditions are guarded by: an equality costs nothing, however many there are, and other
 * tests are made once for each text as long as it is remembered. Confined to one lane, for what it
 * remembers.
 *
 * <p>Conditions go by their numbers, from 0, so that one table does for all copies of a rule.
 */
public final class Dispatch {

  /** With fewer guarded conditions, asking each is as quick. */
  public static final int FEWEST = 8;

  private static final int[] NOBODY = {};

  private final TextField field;
  private final int[] always;
  private final Map<String, int[]> byText;
  private final TextGuard[] tests;
  private final int[] tested;
  private final TextMemo memo = new TextMemo();

  private Dispatch(TextField field, List<List<TextGuard>> guards) {
    this.field = field;
    int[] unguarded = new int[guards.size()];
    int[] others = new int[guards.size()];
    this.tests = new TextGuard[guards.size()];
    this.byText = new HashMap<>();
    int nUnguarded = 0;
    int nOthers = 0;
    for (int i = 0; i < guards.size(); i++) {
      TextGuard guard = guardOf(guards.get(i), field);
      if (guard == null) {
        unguarded[nUnguarded++] = i;
      } else if (guard.isExact()) {
        for (String text : guard.texts()) {
          byText.merge(text, new int[] {i}, Dispatch::joined);
        }
      } else {
        tests[nOthers] = guard;
        others[nOthers++] = i;
      }
    }
    this.always = Arrays.copyOf(unguarded, nUnguarded);
    this.tested = Arrays.copyOf(others, nOthers);
  }

  /**
   * A table for conditions in their order.
   *
   * @param guards for each condition those it has, at most one for a field; all of them must accept
   *     an event for the condition to hold
   * @return null when fewer than {@link #FEWEST} are guarded by the same field
   */
  public static @Nullable Dispatch of(List<List<TextGuard>> guards) {
    TextField best = TextField.SERVICE;
    long most = 0;
    for (TextField field : TextField.values()) {
      long count = guards.stream().filter(each -> guardOf(each, field) != null).count();
      if (count > most) {
        best = field;
        most = count;
      }
    }
    return most < FEWEST ? null : new Dispatch(best, guards);
  }

  private static @Nullable TextGuard guardOf(List<TextGuard> guards, TextField field) {
    for (TextGuard guard : guards) {
      if (guard.field() == field) {
        return guard;
      }
    }
    return null;
  }

  /** The conditions that may hold for any event, ascending. Not to be changed. */
  public int[] always() {
    return always;
  }

  /** Those besides {@link #always} that may hold for this event, ascending. Not to be changed. */
  public int[] some(Event event) {
    String text = field.of(event);
    if (text == null) {
      return NOBODY;
    }
    int[] known = memo.get(text);
    if (known == null) {
      known = found(text);
      memo.put(text, known);
    }
    return known;
  }

  private int[] found(String text) {
    int[] same = byText.getOrDefault(text, NOBODY);
    int[] passed = NOBODY;
    int n = 0;
    for (int i = 0; i < tested.length; i++) {
      if (tests[i].accepts(text)) {
        if (n == passed.length) {
          passed = Arrays.copyOf(passed, Math.max(4, 2 * n));
        }
        passed[n++] = tested[i];
      }
    }
    return n == 0 ? same : joined(same, Arrays.copyOf(passed, n));
  }

  private static int[] joined(int[] some, int[] more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    Arrays.sort(all);
    return all;
  }
}

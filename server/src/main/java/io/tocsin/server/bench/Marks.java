package io.tocsin.server.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Which rule a lane is in at the moment, as its thread writes it and a sampling one reads it; and
 * what each rule got and sent.
 *
 * <p>Thread-safe to read {@link #current}; all else is confined to the lane.
 */
final class Marks {

  /** In no rule: the lane's clock, its timers, the choice of rules. */
  static final int LANE = 0;

  /** Not in the lane at all. */
  static final int AWAY = -1;

  private static final VarHandle CURRENT;

  static {
    try {
      CURRENT = MethodHandles.lookup().findVarHandle(Marks.class, "current", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // by its handle
  private int current = AWAY;

  private final long[] in;
  private final long[] sent;

  /**
   * Marks for rules numbered from 1.
   *
   * @param rules how many
   */
  Marks(int rules) {
    in = new long[rules + 1];
    sent = new long[rules + 1];
  }

  /** Notes the rule that the lane is in; gives the one before. Costs about as much as a write. */
  int enter(int rule) {
    int before = (int) CURRENT.get(this);
    // Opaque: the compiler must not leave out a write because another follows.
    CURRENT.setOpaque(this, rule);
    return before;
  }

  /** An item enters a rule. */
  int take(int rule) {
    in[rule]++;
    return enter(rule);
  }

  /** Forgets what each rule got and sent. */
  void reset() {
    Arrays.fill(in, 0);
    Arrays.fill(sent, 0);
  }

  /** The rule that the lane is in has sent messages. */
  void sent(int messages) {
    sent[Math.max(LANE, (int) CURRENT.get(this))] += messages;
  }

  /** The rule that the lane is in, {@link #LANE} or {@link #AWAY}. */
  int current() {
    return (int) CURRENT.getOpaque(this);
  }

  long in(int rule) {
    return in[rule];
  }

  long sentBy(int rule) {
    return sent[rule];
  }
}

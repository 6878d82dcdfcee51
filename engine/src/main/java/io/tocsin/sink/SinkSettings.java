package io.tocsin.sink;

/**
 * Everything a user says about an output. Implemented by records: two outputs with equal settings
 * are the same output, and keep running over a reload.
 *
 * <p>{@code toString} is the name: a test of rules that fails shows its values, and no secret is
 * among them.
 */
public interface SinkSettings {

  /** The kind of output, as the verb that declares it: {@code email}, {@code carbon} … */
  String kind();

  /** The name users see in {@code status} and logs. */
  String name();

  /**
   * Where it delivers to, without anything secret, and not shown; may be empty. Of outputs of equal
   * kind, name and receiver one takes over what waits for the other, at a reload and at a restart.
   */
  default String receiver() {
    return "";
  }

  /** How it is queued and repeated. */
  OutboxSettings outbox();

  /** A live output. Does not connect yet: that is part of the first attempt. */
  Sink open();
}

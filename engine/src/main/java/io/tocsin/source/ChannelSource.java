package io.tocsin.source;

import io.tocsin.event.Event;
import java.util.function.Consumer;

/**
 * Where events are published, by the names of channels. Every call is made on the lane's thread.
 */
@FunctionalInterface
public interface ChannelSource {

  /** The channel of the index: what is put into it, deleted by an expired event, or expires. */
  String INDEX = "index";

  /** What the name of a channel begins with that is a point of the rules: a probe or a rule. */
  String TAP = "tap:";

  /**
   * Has every later event of a channel told, of any name that rules may publish to, on the lane's
   * thread, which is not to be held up.
   *
   * @return ends it; idempotent
   * @throws IllegalArgumentException if the rules have no such point; names those they have
   * @throws IllegalStateException if the lane has no room for more listeners
   */
  Runnable attach(String channel, Consumer<Event> to);
}

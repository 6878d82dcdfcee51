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

  /**
   * Has every later event of a channel told on the lane's thread, which is not to be held up.
   *
   * @return ends it; idempotent
   * @throws IllegalArgumentException if there is no such channel; the message is for whoever asked
   */
  Runnable attach(String channel, Consumer<Event> to);
}

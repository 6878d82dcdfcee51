package io.tocsin.stream.channel;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A lane's channels: what is published under a name goes at once to everyone who subscribed to it,
 * first to the {@code subscribe} blocks of the rules in the order of the file, then to listeners
 * from outside in the order they came. Confined to one lane: subscribing, closing and publishing
 * all happen on its thread.
 *
 * <p>A channel is nothing but its subscribers: a name nobody listens to costs nothing, and an event
 * published there ends without a loss. The channel {@link #INDEX} gets every event that is put into
 * the index, and every event that expires there.
 *
 * <p>At most {@link #MAX_LISTENERS} listeners from outside; the rules' are as many as they say.
 */
public final class Channels {

  /** The channel of the index. */
  public static final String INDEX = "index";

  /** Listeners from outside, of all channels together. */
  public static final int MAX_LISTENERS = 10_000;

  private static final List<Consumer<Event>> NONE = List.of();

  private final Rounds rounds;
  private final BiConsumer<String, RuntimeException> failed;
  private final Map<String, List<Consumer<Event>>> listeners = new HashMap<>();
  private Map<String, List<Consumer<Event>>> rules = Map.of();
  private int size;
  private boolean indexIsHeard;

  /**
   * No channels yet.
   *
   * @param rounds of the same lane
   * @param failed hears of a listener from outside that threw, and the channel; it is detached
   */
  public Channels(Rounds rounds, BiConsumer<String, RuntimeException> failed) {
    this.rounds = rounds;
    this.failed = failed;
  }

  /**
   * Attaches a listener from outside the rules. It is called on the lane's thread, during the
   * handling of an event: it must not wait, and must not put anything into the lane but through the
   * lane's queue of inputs. One that throws is detached, the others still get the event.
   *
   * @param channel any name, rules may publish to it now or later
   * @throws IllegalStateException when there are {@link #MAX_LISTENERS}
   */
  public Subscription subscribe(String channel, Consumer<Event> listener) {
    if (size >= MAX_LISTENERS) {
      throw new IllegalStateException("there are " + MAX_LISTENERS + " listeners already");
    }
    // An object of its own: the same listener may subscribe twice.
    Consumer<Event> own = event -> listener.accept(event);
    List<Consumer<Event>> more = new ArrayList<>(listeners.getOrDefault(channel, NONE));
    more.add(own);
    listeners.put(channel, List.copyOf(more));
    size++;
    noteIndex();
    return () -> detach(channel, own);
  }

  private void detach(String channel, Consumer<Event> own) {
    List<Consumer<Event>> fewer = new ArrayList<>(listeners.getOrDefault(channel, NONE));
    if (!fewer.remove(own)) {
      return;
    }
    if (fewer.isEmpty()) {
      listeners.remove(channel);
    } else {
      listeners.put(channel, List.copyOf(fewer));
    }
    size--;
    noteIndex();
  }

  /** Puts the subscriptions of other rules in place of those there were. */
  public void install(Map<String, List<Consumer<Event>>> ofRules) {
    rules = ofRules;
    noteIndex();
  }

  private void noteIndex() {
    indexIsHeard = rules.containsKey(INDEX) || listeners.containsKey(INDEX);
  }

  /** Whether anybody listens to the index: a single field, for the hot path. */
  public boolean indexIsHeard() {
    return indexIsHeard;
  }

  /**
   * Gives an event to the subscribers of a channel before it returns.
   *
   * @return false when nobody got it because it is too deep in a loop, see {@link Rounds}
   */
  public boolean publish(String channel, Event event) {
    List<Consumer<Event>> ofRules = rules.getOrDefault(channel, NONE);
    List<Consumer<Event>> fromOutside = listeners.getOrDefault(channel, NONE);
    if (ofRules.isEmpty() && fromOutside.isEmpty()) {
      return true;
    }
    return rounds.deeper(
        event,
        e -> {
          for (Consumer<Event> rule : ofRules) {
            rule.accept(e);
          }
          for (Consumer<Event> listener : fromOutside) {
            tell(channel, listener, e);
          }
        });
  }

  private void tell(String channel, Consumer<Event> listener, Event event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      detach(channel, listener);
      failed.accept(channel, e);
    }
  }
}

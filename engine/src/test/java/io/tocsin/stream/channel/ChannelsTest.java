package io.tocsin.stream.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link Channels} for those who listen from outside the rules. */
final class ChannelsTest {

  private static final Event A = Event.builder().host("a").build();
  private static final Event B = Event.builder().host("b").build();

  private final List<String> heard = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Channels channels =
      new Channels(new Rounds(), (name, e) -> failures.add(name + " " + e.getMessage()));

  private Subscription hear(String who, String channel) {
    return channels.subscribe(channel, e -> heard.add(who + " " + e.getHost()));
  }

  @Test
  void givesAnEventToItsSubscribersInTheirOrder() {
    hear("first", "x");
    hear("second", "x");
    hear("other", "y");

    assertThat(channels.publish("x", A)).isTrue();

    assertThat(heard).containsExactly("first a", "second a");
  }

  @Test
  void rulesComeBeforeListeners() {
    hear("listener", "x");
    channels.install(Map.of("x", List.of(e -> heard.add("rule " + e.getHost()))));

    channels.publish("x", A);

    assertThat(heard).containsExactly("rule a", "listener a");
  }

  @Test
  void anEventThatNobodyListensToIsNoLoss() {
    assertThat(channels.publish("nobody", A)).isTrue();
  }

  @Test
  void aClosedSubscriptionGetsNothingMoreAndMayBeClosedAgain() {
    Subscription first = hear("first", "x");
    hear("second", "x");
    first.close();
    first.close();

    channels.publish("x", A);

    assertThat(heard).containsExactly("second a");
  }

  @Test
  void theSameListenerMaySubscribeTwiceAndLeaveOnce() {
    java.util.function.Consumer<Event> listener = e -> heard.add(String.valueOf(e.getHost()));
    channels.subscribe("x", listener);
    Subscription second = channels.subscribe("x", listener);
    channels.publish("x", A);
    second.close();
    channels.publish("x", B);

    assertThat(heard).containsExactly("a", "a", "b");
  }

  @Test
  void aListenerMayLeaveOrJoinWhileItIsCalled() {
    List<Subscription> own = new ArrayList<>();
    own.add(
        channels.subscribe(
            "x",
            e -> {
              heard.add("once " + e.getHost());
              own.get(0).close();
              hear("joined", "x");
            }));
    channels.publish("x", A);
    channels.publish("x", B);

    assertThat(heard).containsExactly("once a", "joined b");
  }

  @Test
  void aListenerThatThrowsIsDetachedAndTheOthersGetTheEvent() {
    channels.subscribe(
        "x",
        e -> {
          throw new IllegalStateException("broken");
        });
    hear("second", "x");

    channels.publish("x", A);
    channels.publish("x", B);

    assertThat(heard).containsExactly("second a", "second b");
    assertThat(failures).containsExactly("x broken");
  }

  @Test
  void saysWhetherAnybodyListensToTheIndex() {
    assertThat(channels.indexIsHeard()).isFalse();
    Subscription listener = hear("listener", Channels.INDEX);
    assertThat(channels.indexIsHeard()).isTrue();
    listener.close();
    assertThat(channels.indexIsHeard()).isFalse();

    channels.install(Map.of(Channels.INDEX, List.of(e -> {})));
    assertThat(channels.indexIsHeard()).isTrue();
    channels.install(Map.of());
    assertThat(channels.indexIsHeard()).isFalse();
  }

  @Test
  void refusesMoreListenersThanItsBound() {
    List<Subscription> all = new ArrayList<>();
    for (int i = 0; i < Channels.MAX_LISTENERS; i++) {
      all.add(channels.subscribe("c" + i, e -> {}));
    }

    assertThatThrownBy(() -> hear("one more", "x")).isInstanceOf(IllegalStateException.class);

    all.get(0).close();
    hear("fits", "x");
    channels.publish("x", A);
    assertThat(heard).containsExactly("fits a");
  }
}

package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many watchers' regular expressions may cost together. */
final class WatchersTest {

  private final Watchers watchers = new Watchers();
  private final List<String> cut = new ArrayList<>();
  private final List<Watchers.Watcher> all = new ArrayList<>();

  private Watchers.Watcher add(String name, String query) {
    Watchers.Watcher watcher = watchers.add(Query.parse(query), () -> cut.add(name));
    all.add(watcher);
    return watcher;
  }

  /** One that looks at about so many characters of a long text before it finds nothing. */
  private Watchers.Watcher plain(String name, int characters) {
    return add(name, "description ~= \"^[a]{" + characters + "}b\" or service = \"" + name + "\"");
  }

  private Watchers.Watcher evil(String name) {
    return add(name, "description ~= \"(a*)*(a*)*b\" or service = \"" + name + "\"");
  }

  private static Event event() {
    return Event.builder().service("s").description("a".repeat(5_000)).build();
  }

  private void show(Event event) {
    all.forEach(watcher -> watcher.sees(event, 0));
  }

  @Test
  void seesWhatItAsksFor() {
    Watchers.Watcher some = add("some", "service ~= '^s$'");

    assertThat(some.sees(event(), 0)).isTrue();
    assertThat(some.sees(Event.builder().service("t").build(), 0)).isFalse();
    some.leave();
    some.leave();
    assertThat(some.sees(event(), 0)).isFalse();
    assertThat(watchers.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void theOneThatTakesTooMuchIsCutAndNotTheOthers(int place) {
    for (int i = 0; i < 3; i++) {
      if (i == place) {
        evil("evil");
      } else {
        plain("plain" + i, 1_000);
      }
    }
    Event event = event();
    show(event);
    show(event());

    assertThat(cut).containsExactly("evil");
    assertThat(watchers.size()).isEqualTo(2);
    assertThat(all.get(place).sees(Event.builder().service("evil").build(), 0)).isFalse();
    assertThat(all.get(1 - Math.min(1, place)).sees(event, 0)).isFalse();
  }

  @Test
  void theGreediestIsCutEvenWhenAnotherFindsNothingLeft() {
    plain("greedy", 4_900);
    for (int i = 0; i < 100; i++) {
      plain("p" + i, 950);
    }
    show(event());

    assertThat(cut).startsWith("greedy");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 4900, 0", "20, 20, 4900, 0", "50, 50, 1000, 0", "500, 500, 90, 0"})
  void honestOnesAreNotCut(int number, int size, int characters, int cuts) {
    for (int i = 0; i < number; i++) {
      plain("p" + i, characters);
    }
    show(event());

    assertThat(watchers.size()).isEqualTo(size);
    assertThat(cut).hasSize(cuts);
  }

  @Test
  void thoseWithOneQueryShareItsAnswerAndItsEnd() {
    for (int i = 0; i < 1_000; i++) {
      add("same", "description ~= '^a{4900}$'");
    }
    show(event());
    assertThat(cut).isEmpty();
    assertThat(watchers.size()).isEqualTo(1);

    add("worse", "description ~= '(a*)*(a*)*b'");
    add("worse", "description ~= '(a*)*(a*)*b'");
    show(event());
    assertThat(cut).containsExactly("worse", "worse");
  }

  @Test
  void aThousandEvilOnesCostLittleMoreThanOne() {
    for (int i = 0; i < 1_000; i++) {
      evil("e" + i);
    }
    show(event());

    assertThat(watchers.stepsOfThisEvent()).isBetween(100_000L, 300_000L);
    assertThat(cut).hasSize(1_000);
    assertThat(watchers.size()).isZero();
  }

  @Test
  void eachEventHasABudgetOfItsOwn() {
    Watchers.Watcher one = plain("one", 4_900);
    for (int i = 0; i < 100; i++) {
      one.sees(event(), 0);
    }
    assertThat(cut).isEmpty();
  }
}

package io.tocsin.stream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DispatchTest {

  private static TextGuard is(TextField field, String... texts) {
    return new TextGuard(field, Set.of(texts), List.of());
  }

  private static TextGuard test(TextField field, Predicate<String> test) {
    return new TextGuard(field, Set.of(), List.of(test));
  }

  private static Event service(String name) {
    return Event.builder().service(name).build();
  }

  private static Dispatch of(List<List<TextGuard>> guards) {
    return Objects.requireNonNull(Dispatch.of(guards));
  }

  /** All that may hold, in order. */
  private static List<Integer> chosen(Dispatch dispatch, Event event) {
    return IntStream.concat(Arrays.stream(dispatch.always()), Arrays.stream(dispatch.some(event)))
        .sorted()
        .boxed()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 9})
  void takesEnoughConditionsThatAreGuardedByTheSameField(int guarded) {
    List<List<TextGuard>> guards = new ArrayList<>();
    for (int i = 0; i < guarded; i++) {
      guards.add(List.of(is(TextField.STATE, "s" + i)));
    }
    for (int i = 0; i < 7; i++) {
      guards.add(List.of(is(TextField.HOST, "h")));
      guards.add(List.of());
    }

    assertThat(Dispatch.of(guards) != null).isEqualTo(guarded >= Dispatch.FEWEST);
  }

  @Test
  void theFieldOfMostConditionsDecides() {
    List<List<TextGuard>> guards = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      guards.add(
          i == 3
              ? List.of(is(TextField.SERVICE, "s"))
              : List.of(is(TextField.HOST, "h" + i), is(TextField.STATE, "ok")));
    }
    guards.add(List.of(is(TextField.STATE, "bad")));
    Dispatch dispatch = of(guards);
    Event event = Event.builder().host("h5").state("ok").build();

    assertThat(dispatch.always()).containsExactly(3);
    assertThat(chosen(dispatch, event)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(chosen(dispatch, Event.builder().state("bad").build())).containsExactly(3, 10);
    assertThat(chosen(dispatch, Event.builder().host("h5").build())).containsExactly(3);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void choosesJustThoseWhoseGuardsAccept(long seed) {
    Random random = new Random(seed);
    List<List<TextGuard>> guards = new ArrayList<>();
    int n = 8 + random.nextInt(200);
    for (int i = 0; i < n; i++) {
      guards.add(random.nextInt(5) == 0 && i > 10 ? List.of() : List.of(randomGuard(random)));
    }
    Dispatch dispatch = of(guards);

    for (int i = 0; i < 20_000; i++) {
      String text = random.nextInt(50) == 0 ? null : text(random);
      List<Integer> wanted = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        if (guards.get(j).stream().allMatch(guard -> guard.accepts(text))) {
          wanted.add(j);
        }
      }
      assertThat(chosen(dispatch, service(text))).as("seed %d: %s", seed, text).isEqualTo(wanted);
    }
  }

  private static TextGuard randomGuard(Random random) {
    Set<String> texts = new HashSet<>();
    while (random.nextInt(3) > 0) {
      texts.add(text(random));
    }
    String part = text(random).substring(0, 1);
    return switch (random.nextInt(4)) {
      case 0 -> new TextGuard(TextField.SERVICE, texts, List.of(t -> t.startsWith(part)));
      case 1 -> new TextGuard(TextField.SERVICE, texts, List.of(t -> t.endsWith(part)));
      default -> new TextGuard(TextField.SERVICE, texts, List.of());
    };
  }

  /** One of 7,000, some of which are too long to be remembered. */
  private static String text(Random random) {
    int number = random.nextInt(7000);
    return number % 17 == 0 ? number + "x".repeat(300) + number % 10 : String.valueOf(number);
  }

  @Test
  void aTestIsMadeOnceForAText() {
    int[] asked = {0};
    List<List<TextGuard>> guards = new ArrayList<>();
    for (int i = 0; i < Dispatch.FEWEST; i++) {
      guards.add(
          List.of(
              test(
                  TextField.SERVICE,
                  text -> {
                    asked[0]++;
                    return true;
                  })));
    }
    Dispatch dispatch = of(guards);
    for (int i = 0; i < 100; i++) {
      assertThat(dispatch.some(service("a"))).hasSize(Dispatch.FEWEST);
      dispatch.some(service("b"));
    }

    assertThat(asked[0]).isEqualTo(2 * Dispatch.FEWEST);
  }

  @Test
  void eachConditionIsChosenOnceHoweverOftenATextIsNamed() {
    List<List<TextGuard>> guards = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      guards.add(List.of(is(TextField.SERVICE, "all", "s" + i, "s" + (i + 1))));
    }
    Dispatch dispatch = of(guards);

    assertThat(dispatch.some(service("all"))).hasSize(1000).isSorted().doesNotHaveDuplicates();
    assertThat(dispatch.some(service("s7"))).containsExactly(6, 7);
    assertThat(dispatch.some(service("none"))).isEmpty();
  }
}

package io.tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link EventShells}. */
final class EventShellsTest {

  private static final int MANY = 1_000_000;

  private final EventShells shells = new EventShells();

  private static Event of(int service) {
    return Event.builder().host("h").service("s" + service).metric(service).build();
  }

  @Test
  void findsAShellByWhatItHolds() {
    int one = shells.take(of(1), MANY);
    int two = shells.take(of(2), MANY);

    assertThat(two).isNotEqualTo(one);
    assertThat(shells.take(of(1).withMetric(7), MANY)).isEqualTo(one);
    assertThat(shells.take(of(2).withMetric(8), MANY)).isEqualTo(two);
    assertThat(shells.get(two)).isEqualTo(of(2));
    assertThat(shells.count()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0} events have at most {1} shells")
  @CsvSource({"0, 4", "3, 4", "4, 5", "36, 13"})
  void areBoundedByTheEvents(int events, int most) {
    for (int i = 0; i < most; i++) {
      assertThat(shells.take(of(i), events)).isNotEqualTo(EventShells.NONE);
    }

    assertThat(shells.take(of(most), events)).isEqualTo(EventShells.NONE);
    assertThat(shells.take(of(0), events)).isNotEqualTo(EventShells.NONE);
    assertThat(shells.count()).isEqualTo(most);
  }

  @Test
  void areBoundedHoweverManyEventsThereAre() {
    for (int i = 0; i < 200_000; i++) {
      shells.take(of(i), MANY);
      shells.take(of(i), MANY);
    }

    assertThat(shells.count()).isBetween(EventShells.MOST / 2, EventShells.MOST);
  }

  @Test
  void keepFewOfThoseThatDifferInTheirTextsOnly() {
    for (int i = 0; i < 100; i++) {
      shells.take(of(1).toBuilder().description("line " + i).build(), MANY);
    }

    assertThat(shells.count()).isEqualTo(8);
  }

  @Test
  void hardlyLookWhereNoneComesAgainAndLookAgainLater() {
    for (int i = 0; i < 100_000; i++) {
      shells.take(of(i), MANY);
    }
    assertThat(shells.count()).isBetween(100_000 / 20, 100_000 / 10);

    int found = 0;
    for (int i = 0; i < 1000; i++) {
      found += shells.take(of(-1), MANY) == EventShells.NONE ? 0 : 1;
    }
    assertThat(found).isGreaterThan(700);
  }

  @Test
  void goWithTheirLastUse() {
    int one = shells.take(of(1), MANY);
    shells.take(of(1), MANY);
    int two = shells.take(of(2), MANY);

    shells.release(one);
    assertThat(shells.count()).isEqualTo(2);
    shells.release(one);
    assertThat(shells.count()).isEqualTo(1);

    assertThat(shells.take(of(3), MANY)).isEqualTo(one);
    assertThat(shells.get(one)).isEqualTo(of(3));
    assertThat(shells.take(of(2), MANY)).isEqualTo(two);
  }

  @Test
  void stayForOneTimeWithoutUseWhenAllUsesAreTakenBack() {
    int one = shells.take(of(1), MANY);
    int two = shells.take(of(2), MANY);

    shells.releaseAll();
    assertThat(shells.take(of(2), MANY)).isEqualTo(two);
    shells.releaseAll();

    assertThat(shells.count()).isEqualTo(1);
    assertThat(shells.get(two)).isEqualTo(of(2));
    assertThat(shells.take(of(3), MANY)).isEqualTo(one);
  }

  @Test
  void haveOtherNamesWithTheirUsesWhenRoomIsGivenBack() {
    int[] taken = new int[20];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = shells.take(of(i), MANY);
      shells.take(of(i), MANY);
    }
    for (int i = 0; i < taken.length; i++) {
      if (i % 7 > 0) {
        shells.release(taken[i]);
        shells.release(taken[i]);
      }
    }

    int[] names = shells.closeUp();

    assertThat(shells.count()).isEqualTo(3);
    for (int i = 0; i < taken.length; i += 7) {
      assertThat(names[taken[i]]).isLessThan(3);
      assertThat(shells.get(names[taken[i]])).isEqualTo(of(i));
      shells.release(names[taken[i]]);
      shells.release(names[taken[i]]);
    }
    assertThat(shells.count()).isZero();
  }
}

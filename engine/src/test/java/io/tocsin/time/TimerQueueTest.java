package io.tocsin.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimerQueueTest {

  private final TimerQueue queue = new TimerQueue();
  private final List<String> fired = new ArrayList<>();

  private final class Named extends TimerQueue.Timer {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void fire(long dueMicros) {
      fired.add(name + "@" + dueMicros);
    }
  }

  private Named set(String name, long due) {
    Named timer = new Named(name);
    queue.set(timer, due);
    return timer;
  }

  private void runUntil(long now) {
    for (TimerQueue.Timer t = queue.takeDue(now); t != null; t = queue.takeDue(now)) {
      TimerQueue.fire(t);
    }
  }

  @Test
  void firesInDueOrderAndOfEqualOnesTheFirstSetFirst() {
    set("late", 30);
    set("a", 10);
    set("b", 10);
    set("early", 5);

    runUntil(10);

    assertThat(fired).containsExactly("early@5", "a@10", "b@10");
    assertThat(queue.nextDueMicros()).isEqualTo(30);
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void firesAtTheMomentItIsDueAndNotBefore() {
    set("a", 10);

    runUntil(9);
    assertThat(fired).isEmpty();

    runUntil(10);
    assertThat(fired).containsExactly("a@10");
  }

  @Test
  void doesNotFireWhatWasCalledOff() {
    Named timer = set("a", 10);
    set("b", 20);

    timer.cancel();
    timer.cancel();
    runUntil(100);

    assertThat(fired).containsExactly("b@20");
    assertThat(timer.isWaiting()).isFalse();
  }

  @Test
  void setsATimerAnewOnlyOnceItHasFired() {
    Named timer = set("a", 10);

    assertThatThrownBy(() -> queue.set(timer, 20)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void forgetsCalledOffTimersBeforeTheyAreDue() {
    for (int i = 0; i < 100_000; i++) {
      set("x", 1_000_000 + i).cancel();
    }

    assertThat(queue.size()).isZero();
    assertThat(queue.nextDueMicros()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void agreesWithASortedListOnRandomTimers() {
    long seed = System.nanoTime();
    System.out.println("TimerQueueTest seed " + seed);
    Random random = new Random(seed);
    List<Named> all = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      all.add(set("t" + i, random.nextInt(500)));
      if (random.nextInt(3) == 0) {
        all.get(random.nextInt(all.size())).cancel();
      }
    }
    List<String> expected =
        all.stream()
            .filter(TimerQueue.Timer::isWaiting)
            .sorted()
            .map(t -> t.name + "@" + t.dueMicros())
            .toList();

    runUntil(500);

    assertThat(fired).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void doesNotSetATimerThatWasCalledOffAndIsStillInTheQueue() {
    set("first", 5);
    Named timer = set("a", 10);
    timer.cancel();

    assertThatThrownBy(() -> queue.set(timer, 20)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void agreesWithASortedListWhileTimersComeAndGoAndManyShareAMoment() {
    long seed = System.nanoTime();
    System.out.println("TimerQueueTest moments seed " + seed);
    Random random = new Random(seed);
    List<Named> waiting = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    int number = 0;
    for (int now = 0; now < 3_000; now++) {
      for (int i = random.nextInt(30); i > 0; i--) {
        // Far more moments than are remembered, and some with very many timers.
        int ahead = random.nextBoolean() ? random.nextInt(1_000) : 10 * random.nextInt(5);
        waiting.add(set("t" + number++, now + ahead));
        if (random.nextInt(4) == 0 || now % 500 > 480) {
          waiting.remove(random.nextInt(waiting.size())).cancel();
        }
      }
      int until = now;
      waiting.stream()
          .filter(t -> t.dueMicros() <= until)
          .sorted()
          .forEach(t -> expected.add(t.name + "@" + t.dueMicros()));
      waiting.removeIf(t -> t.dueMicros() <= until);
      runUntil(now);
      assertThat(queue.size()).isEqualTo(waiting.size());
    }

    assertThat(fired).isEqualTo(expected).hasSizeGreaterThan(10_000);
  }

  @Test
  void aTimerThatFiresCanBeSetAgainForTheSameMoment() {
    TimerQueue.Timer[] self = new TimerQueue.Timer[1];
    self[0] =
        new TimerQueue.Timer() {
          private int times;

          @Override
          protected void fire(long dueMicros) {
            fired.add("again@" + dueMicros);
            if (++times < 3) {
              queue.set(self[0], dueMicros);
            }
          }
        };
    queue.set(self[0], 10);
    set("b", 10);

    runUntil(10);

    assertThat(fired).containsExactly("again@10", "b@10", "again@10", "again@10");
  }
}

package io.tocsin.stream.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link CoalesceSpec}. */
final class CoalesceTest {

  private static final CoalesceSpec EVERY_10 = new CoalesceSpec(Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource({
    // At once, then at each interval's end the latest of each, though nothing new came.
    "1/a@3, 24, [1]@3 [1]@13 [1]@23",
    "1/a@0 2/b@1 3/a@2, 19, [1]@0 [3 2]@10",
    "1/a@0 2/a@9.999999 3/a@10, 20, [1]@0 [2]@10 [3]@20",
    // Expired by state: once more, then gone; the others stay.
    "1/a@0 2/b@1 <3/a@2, 30, [1]@0 [<3 2]@10 [2]@20 [2]@30",
    "<1/a@0, 100, [<1]@0",
    // The interval of a run's end still counts: no second batch before it is over.
    "<1/a@0 <2/a@1, 100, [<1]@0 [<2]@10",
    "<1/a@0 2/a@10, 15, [<1]@0 [2]@10",
    "<1/a@0 2/a@17, 30, [<1]@0 [2]@17 [2]@27",
    // Expired by age: at exactly 60 s still there, then in one more.
    "1/a@0 2/b@35, 85, [1]@0 [1]@10 [1]@20 [1]@30 [1 2]@40 [1 2]@50 [1 2]@60 [1 2]@70 [2]@80",
    // No time ages from arrival, too far ahead too; times backwards do not matter.
    "1/a@0t-55, 30, [1]@0 [1]@10",
    "1/a@0t-61, 30, [1]@0",
    "1/a@0t9 2/a@1t3, 10, [1]@0 [2]@10",
    // Absent hosts are a host of their own.
    "1@0 2/a@1 3@2, 10, [1]@0 [3 2]@10",
  })
  void sendsTheLatestOfEach(String in, double until, String out) {
    Timeline coalesce = new Timeline(EVERY_10).play(in).until(until);

    assertThat(coalesce.left()).isEqualTo(out);
    assertThat(coalesce.harness.drops()).isEmpty();
  }

  @Test
  void endsByItselfWhenAllHaveExpired() {
    Timeline coalesce = new Timeline(EVERY_10).play("1/a@0 2/b@5t105");
    coalesce.until(69).left();
    assertThat(coalesce.harness.timers()).isEqualTo(1);

    coalesce.until(200);

    assertThat(coalesce.left()).isEqualTo("[1 2]@70");
    assertThat(coalesce.harness.timers()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // Jumps that miss intervals: one by one up to three, then at once to the last that has ended.
    "9, [1]@0",
    "10, [1]@0 [1]@10",
    "39, [1]@0 [1]@10 [1]@20 [1]@30",
    "49, [1]@0 [1]@10 [1]@20 [1]@30 [1]@40",
    "59, [1]@0 [1]@10 [1]@20 [1]@30 [1]@50",
    "60, [1]@0 [1]@10 [1]@20 [1]@30 [1]@60",
    "86399, [1]@0 [1]@10 [1]@20 [1]@30 [1]@86390",
  })
  void aJumpOfTheClockSendsFewOfTheMissedBatches(double jump, String out) {
    Timeline coalesce = new Timeline(EVERY_10);
    coalesce.harness.send(
        Event.builder().description("1").host("a").ttlMicros(1_000_000_000_000L).build());

    coalesce.harness.jump(jump);

    assertThat(coalesce.left()).isEqualTo(out);
    coalesce.harness.advance(10 - jump % 10);
    assertThat(coalesce.harness.take()).hasSize(1);
  }

  @Test
  void aKeyHasAnOrderThatAgreesWithEquality() {
    @Nullable String[] texts = {null, "", "Aa", "BB"};
    List<CoalesceOperator.Key> keys = new ArrayList<>();
    for (String host : texts) {
      for (String service : texts) {
        keys.add(new CoalesceOperator.Key(host, service));
      }
    }
    for (int i = 0; i < keys.size(); i++) {
      for (int j = 0; j < keys.size(); j++) {
        assertThat(Integer.signum(keys.get(i).compareTo(keys.get(j))))
            .isEqualTo(Integer.signum(Integer.compare(i, j)));
      }
    }
    // What HashMap asks for before it uses the order.
    assertThat(CoalesceOperator.Key.class.getGenericInterfaces())
        .extracting(Type::getTypeName)
        .containsExactly("java.lang.Comparable<" + CoalesceOperator.Key.class.getName() + ">");
  }

  @Test
  void tellsServicesApart() {
    Timeline coalesce = new Timeline(EVERY_10);
    Event s = Event.of(Map.of("host", "a", "service", "s"));
    Event t = s.withService("t");
    coalesce.harness.send(s, t, t).advance(10);

    assertThat(((Batch) coalesce.harness.take().get(1)).events()).containsExactly(s, t);
  }

  @Test
  void batchesTellTheirInterval() {
    Timeline coalesce = new Timeline(EVERY_10).play("1/a@3").until(13);

    assertThat(coalesce.harness.take())
        .extracting(b -> ((Batch) b).fromMicros(), b -> ((Batch) b).untilMicros())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(3_000_000L, 3_000_000L),
            org.assertj.core.api.Assertions.tuple(3_000_000L, 13_000_000L));
  }

  @Test
  void bringsNewHostsBeyondTheLimitToTheCount() {
    Timeline coalesce = new Timeline(EVERY_10);
    for (int i = 0; i < CoalesceSpec.MAX_KEYS + 2; i++) {
      coalesce.harness.send(Event.builder().host("h" + i).build());
    }
    coalesce.harness.send(Event.builder().host("h0").state("last").build()).advance(10);

    Batch all = (Batch) coalesce.harness.take().get(1);
    assertThat(all.events()).hasSize(CoalesceSpec.MAX_KEYS);
    assertThat(all.events().get(0).getState()).isEqualTo("last");
    assertThat(coalesce.harness.drops()).isEqualTo(Map.of(DropReason.KEY_LIMIT, 2));
  }

  @Test
  void closingSendsWhatIsNewAndLeavesNoTimers() {
    Timeline fresh = new Timeline(EVERY_10).play("1/a@0 2/b@1");
    Timeline sent = new Timeline(EVERY_10).play("1/a@0");

    fresh.harness.close();
    sent.harness.close();

    assertThat(fresh.left()).isEqualTo("[1]@0 [1 2]@1");
    assertThat(sent.left()).isEqualTo("[1]@0");
    assertThat(fresh.harness.timers() + sent.harness.timers()).isZero();
  }

  @Test
  void eachKeyHasATableOfItsOwn() {
    Timeline coalesce = Timeline.byHost(EVERY_10).play("1/a@0 2/b@1").until(15);

    assertThat(coalesce.left()).isEqualTo("[1]@0 [2]@1 [1]@10 [2]@11");
  }
}

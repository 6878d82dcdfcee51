package io.tocsin.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.stream.channel.OnErrorSpec;
import io.tocsin.stream.partition.BySpec;
import io.tocsin.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a key costs: which stages are opened for each copy, and which once for all. */
final class StageKindTest {

  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final Set<Class<?>> codes = new HashSet<>();

  /** Passes everything on; tells when it is opened and closed. */
  private record NamedSpec(StageKindTest test, String name, boolean isStateless)
      implements OperatorSpec<Event, Event> {
    @Override
    public Operator<Event> create(OperatorContext<Event> context) {
      test.opened.add(name);
      test.codes.add(context.getClass());
      return new Operator<>() {
        @Override
        public void process(Event event) {
          if ("bad".equals(event.getState())) {
            throw new IllegalStateException("bad");
          }
          context.emit(event);
        }

        @Override
        public void close() {
          test.closed.add(name);
        }
      };
    }
  }

  private StageSpec stateless(String name, StageSpec... children) {
    return StageSpec.of(new NamedSpec(this, name, true), children);
  }

  private StageSpec stateful(String name, StageSpec... children) {
    return StageSpec.of(new NamedSpec(this, name, false), children);
  }

  private static Event of(String host) {
    return Event.builder().host(host).metric(2L).build();
  }

  private OperatorHarness run(StageSpec root) {
    OperatorHarness harness = OperatorHarness.ofTree(collector -> root);
    return harness.send(of("a"), of("b"), of("a"));
  }

  @Test
  void oneStageServesAllCopiesWhereItAndAllBelowKeepNothing() {
    run(
        StageSpec.of(
            BySpec.of("host"),
            stateful("window", stateless("set", stateless("index"))),
            stateless("set beside", stateful("throttle"))));

    assertThat(opened)
        .containsExactlyInAnyOrder(
            "window", "window", "set", "index", "set beside", "set beside", "throttle", "throttle");
  }

  @Test
  void copiesOfCopiesShareWhatKeepsNothing() {
    run(
        StageSpec.of(
            BySpec.of("host"),
            StageSpec.of(BySpec.of("service"), stateful("state", stateless("index")))));

    assertThat(opened).containsExactlyInAnyOrder("state", "state", "index");
  }

  @Test
  void whatServesAllIsNotClosedWithACopy() {
    OperatorHarness harness =
        run(StageSpec.of(BySpec.of("host"), stateful("window", stateless("index"))));

    harness.close();

    assertThat(closed).containsExactly("window", "window");
  }

  @Test
  void whatFailsBelowAHandlerOfACopyIsToldToThatCopy() {
    OperatorHarness harness =
        OperatorHarness.ofTree(
            collector ->
                StageSpec.of(
                    BySpec.of("host"),
                    new StageSpec(
                        new OnErrorSpec(),
                        List.of(
                            List.of(stateless("works")),
                            List.of(stateful("counts", collector.collect(0)))),
                        null,
                        Place.UNKNOWN)));

    harness.send(of("a").withState("bad"), of("b").withState("bad"));

    assertThat(opened).containsExactlyInAnyOrder("works", "works", "counts", "counts");
    assertThat(harness.take(0))
        .extracting(event -> ((Event) event).getHost())
        .containsExactly("a", "b");
  }

  @Test
  void stagesOfFewKindsRunCodeOfTheirOwnAndThoseOfManyTheSame() {
    OperatorHarness.ofTree(collector -> named(StageCode.MAX_COPIES));
    assertThat(codes).hasSize(StageCode.MAX_COPIES);

    codes.clear();
    OperatorHarness.ofTree(collector -> named(StageCode.MAX_COPIES + 1));
    assertThat(codes).hasSize(1);
  }

  /** So many stages. */
  private StageSpec named(int count) {
    return stateful(
        "root",
        IntStream.range(1, count).mapToObj(i -> stateful("child")).toArray(StageSpec[]::new));
  }
}

package io.tocsin.stream.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.index.IndexSettings;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.LaneContext;
import io.tocsin.stream.Recordings;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.Sweeps;
import io.tocsin.stream.Topology;
import io.tocsin.stream.channel.Channels;
import io.tocsin.stream.channel.Rounds;
import io.tocsin.time.TimerQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link IndexSpec}. */
final class IndexSpecTest {

  private static final long NOW = 5_000_000;

  private final Channels channels = new Channels(new Rounds(), (name, e) -> {});
  private final List<String> drops = new ArrayList<>();
  private final TimerQueue timers = new TimerQueue();
  private final Index index =
      new Index(new IndexSettings(1), timers, e -> e.timeMicrosOr(NOW), e -> {});
  private final Topology topology =
      Topology.open(List.of(StageSpec.of(new IndexSpec())), new OneIndexLane());

  @Test
  void putsEachEventIntoTheIndexOfTheLane() {
    topology.accept(Event.builder().host("a").metric(1L).build());
    topology.accept(Event.builder().host("a").metric(2L).build());

    assertThat(index.get("a", null))
        .isEqualTo(Event.builder().host("a").metric(2L).timeMicros(NOW).build());
    assertThat(drops).isEmpty();
  }

  @Test
  void dropsWhatAFullIndexRefuses() {
    topology.accept(Event.builder().host("a").build());
    topology.accept(Event.builder().host("b").build());

    assertThat(index.size()).isEqualTo(1);
    assertThat(drops).containsExactly("b INDEX_FULL");
  }

  @Test
  void deletesWhatExpired() {
    topology.accept(Event.builder().host("a").build());
    topology.accept(Event.builder().host("a").state("expired").build());

    assertThat(index.size()).isZero();
    assertThat(drops).isEmpty();
  }

  @Test
  void isTheSameOperatorWhereverItStands() {
    assertThat(new IndexSpec()).isEqualTo(new IndexSpec());
  }

  private final class OneIndexLane implements LaneContext {
    @Override
    public Recordings recordings() {
      return new Recordings();
    }

    @Override
    public Sweeps sweeps() {
      return new Sweeps();
    }

    @Override
    public long nowMicros() {
      return NOW;
    }

    @Override
    public long eventTimeMicros(Event event) {
      return event.timeMicrosOr(NOW);
    }

    @Override
    public TimerQueue timers() {
      return timers;
    }

    @Override
    public <T> T service(Class<T> type) {
      return type.cast(type == Channels.class ? channels : index);
    }

    @Override
    public void dropped(StageSpec stage, Object item, DropReason reason) {
      drops.add(((Event) item).getHost() + " " + reason);
    }

    @Override
    public void failed(StageSpec stage, Object item, Throwable failure) {
      throw new AssertionError(failure);
    }
  }
}

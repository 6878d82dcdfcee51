package io.tocsin.dsl.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import org.junit.jupiter.api.Test;

final class TimelineTest {

  private static final Event EVENT = Event.builder().host("a").build();

  @Test
  void aLongMomentMovesTheColumnOfAll() {
    Timeline timeline = new Timeline(new RuleLines());
    timeline.arrives(0, EVENT);
    timeline.advances(999_941);
    timeline.out(999_941, "probe 'p'", EVENT);

    assertThat(timeline.lines())
        .containsExactly(
            "0 s         in    [host: a]",
            "to 0.999941 s",
            "0.999941 s  out   probe 'p': [host: a]");
  }

  @Test
  void momentsOfUpToEightCharactersStandInOneColumn() {
    Timeline timeline = new Timeline(new RuleLines());
    timeline.arrives(1_000_000, EVENT);
    timeline.arrives(100_000_500_000L, EVENT);
    assertThat(timeline.lines())
        .containsExactly("1 s         in    [host: a]", "100000.5 s  in    [host: a]");

    Timeline shorter = new Timeline(new RuleLines());
    shorter.arrives(1_000_000, EVENT);
    shorter.arrives(123_456_000_000L, EVENT);
    assertThat(shorter.lines())
        .containsExactly("1 s       in    [host: a]", "123456 s  in    [host: a]");
  }
}

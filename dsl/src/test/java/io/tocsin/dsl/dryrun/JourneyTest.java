package io.tocsin.dsl.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.Rules;
import io.tocsin.event.Event;
import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JourneyTest {

  private static final long SECOND = 1_000_000;

  /** The steps of some events one second apart, and of a minute after them. */
  private static String steps(String rules, Event... events) {
    return Rules.with(
        rules,
        set -> {
          Journey journey = new Journey();
          DryRun run = new DryRun(set, 0, journey, journey);
          List<String> lines = new ArrayList<>();
          for (Event event : events) {
            run.accept(event);
            journey.take().forEach(step -> add(step, "", lines));
            run.advanceTo(run.nowMicros() + SECOND);
          }
          journey.take();
          run.advanceTo(run.nowMicros() + 60 * SECOND);
          journey.take().forEach(step -> add(step, "", lines));
          return String.join("\n", lines);
        });
  }

  private static void add(Step step, String indent, List<String> lines) {
    String values = Timeline.values(step);
    lines.add(
        indent
            + step.stage().place().line()
            + " "
            + step.answer()
            + (values.isEmpty() ? "" : " (" + values + ")"));
    step.below().forEach(below -> add(below, indent + "  ", lines));
  }

  private static Event event(String host, double metric) {
    return Event.builder().host(host).metric(metric).build();
  }

  @Test
  void followsAnEventThroughAllStages() {
    assertThat(
            steps(
                """
                streams {
                  where { metric > 1 && !(attr('zone') == 'x') } {
                    by('host') {
                      throttle(1, per: 1.hour) {
                        probe('out')
                      }
                    }
                  }
                  where { host == 'b' } { probe('b') } {
                    map { e -> e.set(metric: 1 % 0) } { probe('never') }
                  }
                  route {
                    when { metric > 5 } { probe('5') }
                    when { tagged('a') || metric > 1 } { probe('1') }
                    otherwise { probe('0') }
                  }
                  tumbling(10.seconds) { probe('window') }
                }
                """,
                event("a", 2), event("a", 3), event("b", 0)))
        .isEqualTo(
            """
            2 yes (metric 2.0, zone absent)
              3 goes on
                4 goes on
                  5 done
            9 no, to the second block (host a)
              10 failed: ArithmeticException: / by zero (metric 2.0)
            12 case 2 (metric 2.0, tags [])
              14 done
            17 nothing goes on
            2 yes (metric 3.0, zone absent)
              3 goes on
                4 dropped: throttled
            9 no, to the second block (host a)
              10 failed: ArithmeticException: / by zero (metric 3.0)
            12 case 2 (metric 3.0, tags [])
              14 done
            17 nothing goes on
            2 no (metric 0.0, zone absent)
            9 yes (host b)
              9 done
            12 case 3 (metric 0.0, tags [])
              15 done
            17 nothing goes on
            17 goes on
              17 done""");
  }

  @Test
  void tellsWhichBlockAnEventBelongsToThoughTheOtherHearsOfItToo() {
    String rules =
        """
        streams {
          exclusive { metric > 10 } {
            probe('much')
          } {
            probe('little')
          }
          routeBy { state } {
            on('ok') { probe('ok') }
          }
        }
        """;

    assertThat(steps(rules, event("a", 20)))
        .isEqualTo("2 yes (metric 20.0)\n  5 done\n  3 done\n7 no (state absent)");
    assertThat(steps(rules, event("a", 1)))
        .isEqualTo(
            "2 no, to the second block (metric 1.0)\n  3 done\n  5 done\n7 no (state absent)");
  }

  @Test
  void staysBounded() {
    Event[] none = {event("a", 1)};
    StringBuilder rules = new StringBuilder("streams {\n");
    for (int i = 0; i < 200; i++) {
      rules.append("where { metric > 0 } { probe('a') ; probe('b') }\n");
    }

    String lines = steps(rules.append("}").toString(), none);

    assertThat(lines.lines()).hasSize(600);
    Journey journey = new Journey();
    StageSpec stage = Rules.with("streams { index() }", set -> set.streams().get(0));
    for (int i = 0; i < Journey.MAX_STEPS + 5; i++) {
      journey.entered(stage, none[0]);
      journey.left(stage);
    }
    assertThat(journey.take()).hasSize(Journey.MAX_STEPS);
    assertThat(journey.take()).isEmpty();
  }
}

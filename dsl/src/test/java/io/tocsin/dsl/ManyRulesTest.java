package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.Lane;
import io.tocsin.core.LaneObserver;
import io.tocsin.core.LaneSettings;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.StageWatch;
import io.tocsin.stream.end.Probes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand rules say the same whether or not those are skipped that could only say no. */
final class ManyRulesTest {

  private static final int RULES = 1000;
  private static final long SEED = 42;

  @TempDir private Path dir;

  private static String rules(Random random) {
    StringBuilder text = new StringBuilder("def three = 3\nstreams {\n");
    for (int i = 0; i < RULES; i++) {
      text.append("where { ").append(condition(random)).append(" } { probe('p").append(i);
      text.append("') }").append(i % 7 == 0 ? " { probe('o" + i + "') }" : "");
      text.append('\n');
    }
    return text.append("}\n").toString();
  }

  private static String condition(Random random) {
    String service = "s" + random.nextInt(100);
    String host = "h" + random.nextInt(10);
    return switch (random.nextInt(10)) {
      case 0 -> "service =~ /^" + service + "/";
      case 1 -> "service =~ /" + random.nextInt(10) + "$/ && metric > 50";
      case 2 -> "service.like('%" + random.nextInt(100) + "')";
      case 3 -> "service in ['" + service + "', 'x'] && host == '" + host + "'";
      case 4 -> "service == '" + service + "' || service == \"s${three}\"";
      case 5 -> "host == '" + host + "'";
      case 6 -> "metric < " + random.nextInt(100) + " && service == '" + service + "'";
      case 7 -> "service.length() > 2 && service == '" + service + "'";
      default -> "service == '" + service + "' && metric > " + random.nextInt(100);
    };
  }

  private static Event event(Random random) {
    var builder = Event.builder();
    if (random.nextInt(20) > 0) {
      builder.service("s" + random.nextInt(110));
    }
    if (random.nextInt(20) > 0) {
      builder.host("h" + random.nextInt(11));
    }
    return random.nextInt(20) > 0 ? builder.metric(random.nextInt(100)).build() : builder.build();
  }

  private static Lane lane(List<String> told) {
    LaneObserver observer =
        new LaneObserver() {
          @Override
          public void dropped(StageSpec stage, Object item, DropReason reason) {
            told.add("dropped " + reason);
          }

          @Override
          public void failed(StageSpec stage, Object item, Throwable failure) {
            told.add("failed " + failure);
          }

          @Override
          public void timeReplaced() {}
        };
    Probes probes = (name, item) -> told.add(name);
    return new Lane(LaneSettings.DEFAULT, observer, Map.of(Probes.class, probes));
  }

  @Test
  void givesWhatAskingEachGives() throws RuleException {
    Random random = new Random(SEED);
    List<String> chosen = new ArrayList<>();
    List<String> each = new ArrayList<>();
    Lane choosing = lane(chosen);
    Lane asking = lane(each);
    int[] entered = {0};
    asking
        .watching()
        .by(
            new StageWatch() {
              @Override
              public void entered(StageSpec stage, Object item) {
                entered[0]++;
              }

              @Override
              public void woken(StageSpec stage, long dueMicros) {}

              @Override
              public void left(StageSpec stage) {}
            });
    try (RuleSet rules = RuleTexts.compile(dir, rules(random))) {
      choosing.install(rules.streams());
      asking.install(rules.streams());
      for (int i = 0; i < 3000; i++) {
        Event event = event(random);
        choosing.accept(event);
        asking.accept(event);
        assertThat(chosen).as("seed %d: %s", SEED, event).isEqualTo(each).isNotEmpty();
        chosen.clear();
        each.clear();
      }
    }
    assertThat(entered[0]).isGreaterThan(3000 * RULES);
  }
}

package io.tocsin.command;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.event.Event;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.wire.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording through rules on several lanes. */
final class LanesReplayTest {

  private static final String RULES =
      """
      def oncall = console()
      streams {
        defaults(ttl: 20.seconds) { index() }
        rule('disk') {
          where { service =~ /^df/ && metric > 0.5 } {
            by('host') { throttle(1, per: 1.minute) { sendTo oncall } }
            rate(10.seconds) { probe('rate of all') }
          }
        }
        by('host', 'service') { changed('state', init: 'ok') { probe('edge') } }
        by('host') { tumbling(10.seconds) { fold(mean) { probe('mean') } } }
        by('service') { coalesce(every: 30.seconds) { fold(max) { probe('max') } } }
        by('host') { expired { probe('silent') } }
        where { 1 % (service == 'bad' ? 0 : 1) == 0 } {
          by('host') { stable(2.seconds) { state } { probe('stable') } }
          drop()
        }
      }
      """;

  @TempDir private Path folder;
  private Path events;

  @BeforeEach
  void record() throws Exception {
    long seed = 20261124;
    System.out.println("replay seed " + seed);
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    long time = 1_700_000_000_000_000L;
    String[] services = {"df", "df /", "cpu", "bad"};
    for (int i = 0; i < 4000; i++) {
      time += random.nextInt(400_000);
      Event event =
          Event.builder()
              .host(random.nextInt(50) == 0 ? null : "h" + random.nextInt(30))
              .service(services[random.nextInt(services.length)])
              .state(random.nextInt(5) == 0 ? "critical" : "ok")
              .metric(random.nextDouble())
              .timeMicros(time)
              .build();
      lines.add(EventJson.write(EventJson.of(event)));
    }
    events = Files.write(folder.resolve("events.jsonl"), lines);
  }

  private List<String> replay(int lanes) throws Exception {
    // One file for all: its path stands in what the replay prints.
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"), RULES + "server { lanes " + lanes + " }\n");
    Said said =
        tocsin("replay", events.toString(), "--rules", rules.toString(), "--json", "--then", "90");
    assertThat(said.err()).isEmpty();
    assertThat(said.code()).isZero();
    return said.out().lines().toList();
  }

  @ParameterizedTest
  @CsvSource({"2", "4"})
  void theSameInputGivesTheSameBytesAndForEachHostWhatOneLaneGives(int lanes) throws Exception {
    List<String> one = replay(1);
    List<String> several = replay(lanes);

    assertThat(replay(lanes)).isEqualTo(several);
    assertThat(several).hasSize(one.size()).hasSizeGreaterThan(2000).isNotEqualTo(one);
    assertThat(several.get(several.size() - 1))
        .as("the sums, losses too")
        .isEqualTo(one.get(one.size() - 1));
    assertThat(byHost(several)).isEqualTo(byHost(one)).hasSizeGreaterThan(30);
  }

  /** Lines of rules by host by their host, those of others by their probe; each in its order. */
  private static Map<String, List<String>> byHost(List<String> lines) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Map<String, List<String>> all = new TreeMap<>();
    for (String line : lines) {
      JsonNode node = json.readTree(line);
      String to = node.path("to").asText();
      boolean merged = to.equals("rate of all") || to.equals("max") || !node.has("events");
      String host = merged ? "(all) " + to : node.at("/events/0/host").asText("none");
      all.computeIfAbsent(host, h -> new ArrayList<>()).add(line);
    }
    // Which failures come first at one moment is the lanes' order; how many there are is not.
    all.get("(all) ").sort(null);
    return all;
  }

  @Test
  void checkSaysHowTheRulesAreSpreadAndWhatStaysTogether() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            server { lanes 4, by: 'service' }
            streams {
              index()
              by('service') { changed('state') { index() } }
              by('service', 'host') { changed('state') { log('info') } }
              throttle(1, per: 1.minute) {
                by('service') { log('info') }
              }
              where { metric > 1 } { log('info'); by('service') { log('info') } }
            }
            """);

    Said said = tocsin("check", rules.toString());

    assertThat(said.out().lines().map(line -> line.replace(rules + ":", "")))
        .containsExactly(
            "ok: 5 streams, 0 outputs, 0 tests",
            "4 lanes: 1 of 5 streams by service, 1 in part, 3 on the merge lane",
            "4:3: stays on the merge lane: what stands at 4:38 needs the index, a channel or the"
                + " top of the rules",
            "7:5: stays on the merge lane: what stands at 6:3 keeps state for all keys together");
    assertThat(said.code()).isZero();
  }
}

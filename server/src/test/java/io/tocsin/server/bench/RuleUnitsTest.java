package io.tocsin.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.dryrun.DryRun;
import io.tocsin.event.Event;
import io.tocsin.stream.StageSpec;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How rules are divided into parts, and that marks change nothing but note the right part. */
final class RuleUnitsTest {

  private static final String MANY =
      """
      def out = console()
      streams {
        defaults(ttl: 60.seconds) {
          index()
          rule('high') { where { metric > 5 } { by('host') { throttle(1, per: 1.minute) { sendTo out } } } }
          rule('mean') { tumbling(10.seconds) { fold(mean) { sendTo out } } }
        }
        expired { sendTo out }
        subscribe('ch') { sendTo out }
        where { service == 'p' } { publish('ch') }
      }
      """;

  @TempDir private Path folder;

  private static List<String> told(RuleUnits units) {
    return units.units().stream()
        .map(
            unit ->
                (unit.name().isEmpty() ? unit.text() : unit.name())
                    + (unit.divided() ? " itself" : ""))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "index() ; index()",
        "over(1) {/ index()/ } ; over(1)",
        "over(1) {/ index()/ log('info')/ } ; over(1)",
        "over(1) {/ over(2) {/ index()/ }/ over(3) {/ index()/ }/ } ; over(1) itself|over(2)|over(3)",
        "over(1) {/ over(2) {/ index()/ }/ index()/ } ; over(1)",
        "by('host') {/ over(2) {/ index()/ }/ over(3) {/ index()/ }/ } ; by('host')",
        "rule('r') {/ over(1) {/ over(2) {/ index()/ }/ over(3) {/ index()/ }/ }/ index()/ } ; r",
        "set(state: 'a') {/ rule('r') {/ index()/ }/ } ; set(state: 'a') itself|r",
        "over(1) {/ set(state: 'a') {/ rule('r') {/ index()/ }/ }/ } ;"
            + " over(1) itself|set(state: 'a') itself|r",
      })
  void onlyWhatPassesEventsOnToSeveralIsDivided(String rule, String parts) {
    String text = "streams {\n" + rule.replace('/', '\n') + "\n}";
    try (RuleSet rules = RuleFixture.rules(folder, text)) {
      assertThat(String.join("|", told(new RuleUnits(rules.streams())))).isEqualTo(parts);
    }
  }

  private static List<Object> run(RuleSet rules, List<StageSpec> streams, Tally tally) {
    RuleSet set =
        new RuleSet(
            streams,
            rules.server(),
            rules.outputs(),
            List.of(),
            List.of(),
            rules.files(),
            rules.classes());
    DryRun run = new DryRun(set, 0, tally, null);
    for (int i = 0; i < 100; i++) {
      run.advanceTo(i * 1_000_000L);
      run.accept(
          Event.builder()
              .host("h" + i % 3)
              .service(i % 10 == 0 ? "p" : "s" + i % 7)
              .metric(i % 11)
              .ttlMicros(2_000_000)
              .build());
    }
    run.advanceTo(200_000_000L);
    return List.of(tally.messages(), tally.losses(), run.index().size());
  }

  @Test
  void marksChangeNothing() {
    try (RuleSet rules = RuleFixture.rules(folder, MANY)) {
      RuleUnits units = new RuleUnits(rules.streams());
      Marks marks = new Marks(units.units().size());

      List<Object> marked =
          run(rules, units.marked(marks, new IdentityHashMap<>()), new Tally(marks));

      assertThat(marked).isEqualTo(run(rules, rules.streams(), new Tally(new Marks(0))));
      assertThat((long) marked.get(0)).isPositive();
      assertThat(marks.current()).isEqualTo(Marks.AWAY);
    }
  }

  @Test
  void whatEventsAndPublishedOnesSendIsCountedForTheirRule() {
    try (RuleSet rules = RuleFixture.rules(folder, MANY)) {
      RuleUnits units = new RuleUnits(rules.streams());
      Marks marks = new Marks(units.units().size());
      Tally tally = new Tally(marks);
      run(rules, units.marked(marks, new IdentityHashMap<>()), tally);

      Map<String, Long> sent = new TreeMap<>();
      Map<String, Long> in = new TreeMap<>();
      for (int i = 1; i <= units.units().size(); i++) {
        sent.put(told(units).get(i - 1), marks.sentBy(i));
        in.put(told(units).get(i - 1), marks.in(i));
      }
      assertThat(in)
          .containsEntry("subscribe('ch') { sendTo out }", 20L)
          .containsEntry("index()", in.get("expired { sendTo out }"));
      assertThat(sent)
          .containsEntry("index()", 0L)
          .containsEntry("subscribe('ch') { sendTo out }", 20L)
          .containsEntry("expired { sendTo out }", 100L);
      assertThat(units.parent(2)).isEqualTo(1);
      assertThat(units.parent(1)).isEqualTo(Marks.LANE);
    }
  }

  @Test
  void whatTimersSendIsCountedForTheirRule() {
    try (RuleSet rules =
        RuleFixture.rules(
            folder,
            """
            def out = console()
            streams {
              index()
              rule('mean') { tumbling(1.second) { fold(mean) { sendTo out } } }
            }
            """)) {
      RuleUnits units = new RuleUnits(rules.streams());
      Marks marks = new Marks(2);
      IdentityHashMap<StageSpec, Integer> numbers = new IdentityHashMap<>();
      List<StageSpec> marked = units.marked(marks, numbers);
      RuleSet set =
          new RuleSet(
              marked,
              rules.server(),
              rules.outputs(),
              List.of(),
              List.of(),
              rules.files(),
              rules.classes());
      DryRun run = new DryRun(set, 0, new Tally(marks), null);
      run.accept(Event.builder().metric(1).build());
      run.watch(new TimerMarks(marks, numbers));
      run.advanceTo(2_000_000);

      assertThat(marks.sentBy(2)).isEqualTo(1);
      assertThat(marks.in(2)).isEqualTo(1);
      assertThat(marks.current()).isEqualTo(Marks.AWAY);
    }
  }
}

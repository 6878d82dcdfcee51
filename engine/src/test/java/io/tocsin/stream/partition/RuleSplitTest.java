package io.tocsin.stream.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tocsin.stream.EventFunction;
import io.tocsin.stream.EventMapper;
import io.tocsin.stream.EventPredicate;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.channel.OnErrorSpec;
import io.tocsin.stream.channel.PublishSpec;
import io.tocsin.stream.channel.ReinjectSpec;
import io.tocsin.stream.channel.SubscribeSpec;
import io.tocsin.stream.correlation.DependsOnSpec;
import io.tocsin.stream.end.IndexSpec;
import io.tocsin.stream.end.LogSpec;
import io.tocsin.stream.end.ProbeSpec;
import io.tocsin.stream.end.UnindexSpec;
import io.tocsin.stream.filter.ExclusiveSpec;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.filter.RouteSpec;
import io.tocsin.stream.map.AdjustSpec;
import io.tocsin.stream.map.DefaultsSpec;
import io.tocsin.stream.map.EnrichSpec;
import io.tocsin.stream.map.MapSpec;
import io.tocsin.stream.map.ScaleSpec;
import io.tocsin.stream.map.SetSpec;
import io.tocsin.stream.map.Table;
import io.tocsin.stream.map.TagSpec;
import io.tocsin.stream.suppress.ThrottleSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RuleSplitTest {

  private static final OperatorSpec<?, ?> OVER = new OverSpec(1);
  private static final OperatorSpec<?, ?> LOG = new LogSpec("info");
  private static final OperatorSpec<?, ?> INDEX = new IndexSpec();
  private static final OperatorSpec<?, ?> THROTTLE = new ThrottleSpec(1, Duration.ofHours(1));
  private static final RuleFunction<EventPredicate> YES = RuleFunction.of((e, n) -> true, "true");
  private static final Table TABLE =
      new Table("t", "host", List.of("host", "team"), Map.of("a", Map.of("team", "x")));

  private static int line;

  private static StageSpec stage(OperatorSpec<?, ?> operator, StageSpec... children) {
    return branches(operator, List.of(children));
  }

  @SafeVarargs
  private static StageSpec branches(OperatorSpec<?, ?> operator, List<StageSpec>... branches) {
    return new StageSpec(operator, List.of(branches), null, new Place("r", ++line, 1));
  }

  private static StageSpec named(String rule, OperatorSpec<?, ?> operator, StageSpec... children) {
    return new StageSpec(operator, List.of(List.of(children)), rule, Place.UNKNOWN);
  }

  private static StageSpec byHost(StageSpec... children) {
    return stage(BySpec.of("host"), children);
  }

  private static StageSpec alerts() {
    return byHost(stage(THROTTLE, stage(LOG)));
  }

  private static String shown(List<StageSpec> specs) {
    return specs.stream().map(RuleSplitTest::shown).collect(Collectors.joining(" "));
  }

  private static String shown(StageSpec spec) {
    String name = spec.operator().getClass().getSimpleName().replace("Spec", "").toLowerCase();
    String below =
        spec.branches().stream().map(RuleSplitTest::shown).collect(Collectors.joining("|"));
    return below.isEmpty() ? name : name + "(" + below + ")";
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments("by host alone", alerts(), "", "by(throttle(log))"),
        arguments("a filter", stage(OVER, stage(LOG)), "over(log)", ""),
        arguments("a filter above by goes with it", stage(OVER, alerts()), "", over()),
        arguments(
            "a filter above both stands in both",
            stage(OVER, alerts(), stage(INDEX)),
            "over(index)",
            over()),
        arguments("the key may be one of several", stage(BySpec.of("service", "host")), "", "by"),
        arguments("by another field", stage(BySpec.of("service"), alerts()), other(), ""),
        arguments("by the attribute of that name", stage(BySpec.of("attr:host")), "by", ""),
        arguments("by a function", stage(BySpec.of(function())), "by", ""),
        arguments("index inside", byHost(stage(OVER, stage(INDEX))), "by(over(index))", ""),
        arguments("unindex inside", byHost(stage(new UnindexSpec(List.of()))), "by(unindex)", ""),
        arguments("publish inside", byHost(stage(new PublishSpec("c"))), "by(publish)", ""),
        arguments("reinject inside", byHost(stage(new ReinjectSpec())), "by(reinject)", ""),
        arguments("dependsOn inside", byHost(stage(depends())), "by(dependson)", ""),
        arguments(
            "a subscription", stage(new SubscribeSpec("c"), alerts()), "subscribe" + in(), ""),
        arguments("state above", stage(THROTTLE, alerts()), "throttle" + in(), ""),
        arguments("a handler above", stage(new OnErrorSpec(), alerts()), "onerror" + in(), ""),
        arguments(
            "a handler inside",
            byHost(branches(new OnErrorSpec(), List.of(stage(OVER)), List.of(stage(LOG)))),
            "",
            "by(onerror(over|log))"),
        arguments("set of another field", stage(set("state"), alerts()), "", "set" + in()),
        arguments("set of the key", stage(set("host"), alerts()), "set" + in(), ""),
        arguments(
            "defaults of the key",
            stage(new DefaultsSpec(Map.of("host", "x")), alerts()),
            "defaults" + in(),
            ""),
        arguments("adjust of another field", stage(adjust("service"), alerts()), "", adjusted()),
        arguments("adjust of the key", stage(adjust("host"), alerts()), adjusted(), ""),
        arguments("scale", stage(new ScaleSpec(2), alerts()), "", "scale" + in()),
        arguments("tag", stage(new TagSpec(List.of("a")), alerts()), "", "tag" + in()),
        arguments("any function of events", stage(map(), alerts()), "map" + in(), ""),
        arguments("a table of others", stage(enrich("team"), alerts()), "", "enrich" + in()),
        arguments("a table of the key", stage(enrich("host"), alerts()), "enrich" + in(), ""),
        arguments("exclusive", stage(new ExclusiveSpec(YES), alerts()), "", "exclusive" + in()),
        arguments(
            "branches keep their place",
            branches(new RouteSpec(List.of(YES, YES)), List.of(alerts()), List.of(), indexed()),
            "route(||index)",
            "route(by(throttle(log))||)"),
        arguments(
            "a probe notes in one part only",
            stage(new ProbeSpec("p"), alerts(), stage(LOG)),
            "probe(log)",
            "by(throttle(log))"),
        arguments(
            "a probe inside stays inside",
            byHost(stage(new ProbeSpec("p"), stage(LOG))),
            "",
            "by(probe(log))"));
  }

  private static String in() {
    return "(by(throttle(log)))";
  }

  private static String over() {
    return "over" + in();
  }

  private static String other() {
    return "by" + in();
  }

  private static String adjusted() {
    return "adjust" + in();
  }

  private static List<StageSpec> indexed() {
    return List.of(stage(INDEX));
  }

  private static RuleFunction<EventFunction> function() {
    return RuleFunction.of((e, n) -> e.getHost(), "host");
  }

  private static OperatorSpec<?, ?> depends() {
    return new DependsOnSpec(List.of("s"), null, List.of("ok"), false);
  }

  private static OperatorSpec<?, ?> set(String field) {
    return new SetSpec(Map.of(field, "x"));
  }

  private static OperatorSpec<?, ?> adjust(String field) {
    return new AdjustSpec(field, RuleFunction.of(value -> value, "it"));
  }

  private static OperatorSpec<?, ?> map() {
    RuleFunction<EventMapper> same = RuleFunction.of((e, n) -> e, "it");
    return new MapSpec(same);
  }

  private static OperatorSpec<?, ?> enrich(String column) {
    return new EnrichSpec(TABLE, "host", List.of(column), "");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void partsWhatOneKeyNeedsFromWhatAllNeed(
      String what, StageSpec rule, String merged, String parted) {
    RuleSplit split = RuleSplit.of(List.of(rule), LaneKey.HOST);

    assertThat(shown(split.merged().rules())).as("merge lane").isEqualTo(merged);
    assertThat(shown(split.parted().rules())).as("lanes by key").isEqualTo(parted);
    assertThat(split.all()).containsExactly(rule);
  }

  @Test
  void anotherKeyPartsOtherBlocks() {
    List<StageSpec> rules = List.of(alerts(), stage(BySpec.of("attr:zone"), stage(LOG)));

    assertThat(shown(RuleSplit.of(rules, LaneKey.of("zone")).parted().rules()))
        .isEqualTo("by(log)");
  }

  @Test
  void whatStandsInBothPartsIsKnownAsRepeatedByIdentity() {
    StageSpec rule = stage(OVER, alerts(), stage(INDEX));
    RuleSplit.Part parted = RuleSplit.of(List.of(rule), LaneKey.HOST).parted();
    RuleSplit.Part alone = RuleSplit.of(List.of(stage(OVER, alerts())), LaneKey.HOST).parted();

    assertThat(parted.repeated()).hasSize(1);
    assertThat(parted.repeated().contains(parted.rules().get(0))).isTrue();
    assertThat(alone.repeated()).isEmpty();
  }

  @Test
  void aRuleThatIsEnteredInBothPartsIsToldOfByOne() {
    StageSpec shared = named("a", OVER, named("a", BySpec.of("host")), named("a", INDEX));
    StageSpec moved = named("b", OVER, named("b", BySpec.of("host")));
    StageSpec twin = named("c", BySpec.of("host"));
    StageSpec twinThatStays = named("c", INDEX);
    RuleSplit.Part parted =
        RuleSplit.of(List.of(shared, moved, twin, twinThatStays), LaneKey.HOST).parted();

    assertThat(parted.rules()).extracting(StageSpec::rule).containsExactly("a", "b", "c");
    assertThat(parted.rules().stream().filter(parted.untold()::contains))
        .extracting(StageSpec::rule)
        .containsExactly("a", "c");
  }

  @Test
  void saysWhatStaysAndWhy() {
    StageSpec index = stage(INDEX);
    StageSpec indexing = byHost(stage(OVER, index));
    StageSpec below = alerts();
    StageSpec throttle = stage(THROTTLE, stage(OVER, below));
    RuleSplit split =
        RuleSplit.of(
            List.of(indexing, throttle, alerts(), stage(OVER, alerts(), stage(LOG))), LaneKey.HOST);

    assertThat(split.kept())
        .containsExactly(
            new RuleSplit.Kept(
                indexing.place(),
                index.place(),
                "needs the index, a channel or the top of the rules"),
            new RuleSplit.Kept(
                below.place(), throttle.place(), "keeps state for all keys together"));
    assertThat(split.summary()).isEqualTo("1 of 4 streams by host, 1 in part, 2 on the merge lane");
  }
}

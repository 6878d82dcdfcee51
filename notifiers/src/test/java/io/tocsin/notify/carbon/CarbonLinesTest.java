package io.tocsin.notify.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link CarbonLines}, {@link PathRule} and {@link SafePath}. */
final class CarbonLinesTest {

  private static Event event(String host, String service) {
    return Event.builder().host(host).service(service).metric(1L).timeMicros(0).build();
  }

  private static String lines(PathRule rule, Event... events) {
    byte[] bytes = new CarbonLines("", rule).of(List.of(events));
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "www.example.org, disk free, org.example.www.disk.free",
    "h, cpu, h.cpu",
    ", cpu, cpu",
    "h, , h",
    "'', cpu, cpu",
    "h, '  two  words ', h.two.words",
    "h, df-root/used, h.df-root_used",
    "h, a.b, h.a.b",
    "h, ..a..b.., h.a.b",
    "h, ../../etc/passwd, h._._etc_passwd",
    "h, über 5%, h._ber.5%",
    "h, 'a{b}*[c]?,(d)''e\"|\\f=g', h.a_b___c____d__e___f_g",
    "10.0.0.1, cpu, 1.0.0.10.cpu",
    "h, 0.95, h.0.95"
  })
  void namesAMetricAsRiemannDoesAndSafely(String host, String service, String path) {
    assertThat(lines(PathRule.riemann(), event(host, service))).isEqualTo(path + " 1 0\n");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "latency 0.95, h.latency.95",
    "latency 0.5, h.latency.50",
    "latency 0.999, h.latency.999",
    "latency 1.0, h.latency.100",
    "latency 1, h.latency.100",
    "latency 2, h.latency.2",
    "latency0.95, h.latency0.95",
    "0.99, h.99",
    "latency, h.latency"
  })
  void canNameAPercentileAsOnePart(String service, String path) {
    assertThat(lines(PathRule.percentiles(), event("h", service))).isEqualTo(path + " 1 0\n");
  }

  @ParameterizedTest(name = "{0} + {1} = {2}")
  @CsvSource({
    "www.example.org, disk free, disk.free;host=www.example.org",
    ", cpu, cpu",
    "a;b c~, cpu, cpu;host=a",
    "h~é, cpu, cpu;host=h__",
    "' ', cpu, cpu"
  })
  void canNameTheHostAsATag(String host, String service, String path) {
    assertThat(lines(PathRule.tags(), event(host, service))).isEqualTo(path + " 1 0\n");
  }

  @Test
  void leavesOutWhatHasNoNumberOrNoName() {
    Event named = event("h", "s");

    assertThat(
            lines(
                PathRule.riemann(),
                named.toBuilder().noMetric().build(),
                named.withMetric(Double.POSITIVE_INFINITY),
                Event.builder().metric(1L).build(),
                event(".", " "),
                named))
        .isEqualTo("h.s 1 0\n");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"1e10, 10000000000", "1e-9, 0.000000001", "0.5, 0.5", "-3.25, -3.25"})
  void writesNumbersWithoutExponent(double metric, String text) {
    assertThat(lines(PathRule.riemann(), event("h", "s").withMetric(metric)))
        .isEqualTo("h.s " + text + " 0\n");
  }

  @Test
  void writesWholeNumbersExactly() {
    assertThat(lines(PathRule.riemann(), event("h", "s").withMetric(Long.MIN_VALUE)))
        .isEqualTo("h.s -9223372036854775808 0\n");
  }

  @ParameterizedTest(name = "{0} us is second {1}")
  @CsvSource({"999999, 0", "1000000, 1", "1400000000999999, 1400000000", "-1, -1"})
  void writesWholeSeconds(long micros, long second) {
    assertThat(lines(PathRule.riemann(), event("h", "s").withTimeMicros(micros)))
        .isEqualTo("h.s 1 " + second + "\n");
  }

  @Test
  void leavesTheTimeToCarbonWhenThereIsNone() {
    Event timeless = event("h", "s").toBuilder().noTime().build();

    assertThat(lines(PathRule.riemann(), timeless)).isEqualTo("h.s 1 -1\n");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        AssertionError.class,
        StackOverflowError.class,
        LinkageError.class
      })
  void namesAnEventTheUsualWayWhenTheUsersFunctionFails(Class<? extends Throwable> type)
      throws Exception {
    Throwable failure = type.getConstructor().newInstance();
    PathRule failing =
        event -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        };

    assertThat(lines(failing, event("h", "s"))).isEqualTo("h.s 1 0\n");
  }

  @Test
  void putsThePrefixInFront() {
    byte[] bytes = new CarbonLines("tocsin.eu", PathRule.tags()).of(List.of(event("h", "s")));

    assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("tocsin.eu.s;host=h 1 0\n");
  }

  @Test
  void makesAUsersPathSafe() {
    assertThat(lines(event -> "a b\n/c 1 2\n.d", event("h", "s"))).isEqualTo("a_b__c_1_2.d 1 0\n");
    assertThat(lines(event -> "n;k=v;bad;x=;=y;z=1 2", event("h", "s")))
        .isEqualTo("n;k=v;z=1_2 1 0\n");
    assertThat(lines(event -> "", event("h", "s"))).isEmpty();
    assertThat(lines(event -> null, event("h", "s"))).isEmpty();
  }

  @Test
  void fallsBackToRiemannsPathWhenAUsersRuleFails() {
    PathRule failing =
        event -> {
          throw new IllegalStateException("no");
        };

    assertThat(lines(failing, event("h", "s"))).isEqualTo("h.s 1 0\n");
  }

  @Test
  void keepsLinesWithinWhatCarbonReads() {
    String endless = "ab.".repeat(10_000) + "x".repeat(10_000);

    String line = lines(PathRule.riemann(), event(endless, endless));
    String word = lines(PathRule.riemann(), event("h", "x".repeat(10_000)));

    assertThat(line.length()).isLessThan(16_384);
    assertThat(word).isEqualTo("h." + "x".repeat(200) + " 1 0\n");
  }

  @Test
  void writesALineForEachEventInTheirOrder() {
    List<Event> events = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      events.add(event("h", "s").set(Map.of("metric", i, "time", i)));
      expected.append("h.s ").append(i).append(' ').append(i).append('\n');
    }

    assertThat(lines(PathRule.riemann(), events.toArray(Event[]::new)))
        .isEqualTo(expected.toString());
  }
}

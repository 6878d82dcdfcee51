package io.tocsin.story;

import static io.tocsin.fixture.Commands.tocsin;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.ServerSettings.Kind;
import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.server.RunningHub;
import io.tocsin.transport.client.ClientSettings;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload keeps, and what {@code tocsin reload} says of it. */
final class ReloadStateTest {

  private static final String RULES =
      """
      server { tcp port: 0; http port: 0 }
      streams {
        rule('cpu') {
          where { service == 'cpu' && metric > 0.9 } { by('host') { throttle(1, per: 1.hour) { index() } } }
        }
        rule('mem') { where { service == 'mem' } { tumbling(10.seconds) { fold(mean) { index() } } } }
        by('host') { changed { state } { index() } }
      }
      """;

  private static final int HOSTS = 1_500;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Path file;
  private RunningHub hub;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("rules.groovy");
    Files.writeString(file, RULES);
    RuleCompiler compiler = RuleCompiler.forRunning(Map.of());
    hub = RunningHub.start(compiler.compile(file), List.of(file), compiler, false);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String http() {
    InetSocketAddress address = Objects.requireNonNull(hub.address(Kind.HTTP));
    return "127.0.0.1:" + address.getPort();
  }

  private void send(double metric, String state) throws IOException {
    int port = Objects.requireNonNull(hub.address(Kind.TCP)).getPort();
    try (RiemannClient client = RiemannClient.connect(ClientSettings.of("127.0.0.1", port))) {
      Event event = Event.builder().host("a").service("cpu").metric(metric).state(state).build();
      client.send(List.of(event));
    }
  }

  private static String changed() {
    return RULES
        .replace("metric > 0.9", "metric > 0.95")
        .replace("throttle(1,", "throttle(2,")
        .replace("10.seconds", "20.seconds")
        .replace("changed { state }", "runs(2) { state }");
  }

  @Test
  void saysWhatItWouldDoAndDoesNothing() throws Exception {
    Files.writeString(file, changed());

    Said said = tocsin("reload", "--dry-run", "--http", http());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out().lines().map(line -> line.replaceAll("/[^ ]*/", "")).toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("nothing is changed: 3 streams would be in force"),
            line -> assertThat(line).isEqualTo("state of verbs: 2 kept as they are"),
            line -> assertThat(line).isEqualTo("rule 'cpu'"),
            line ->
                assertThat(line)
                    .startsWith("  kept, under another condition: where at rules.groovy:4:5: ")
                    .contains("metric > 0.9 ", "metric > 0.95 "),
            line ->
                assertThat(line)
                    .startsWith("  kept, with other settings: throttle at rules.groovy:4:64: ")
                    .contains("limit=1", "limit=2"),
            line -> assertThat(line).isEqualTo("rule 'mem'"),
            line ->
                assertThat(line)
                    .startsWith("  reset: tumbling at rules.groovy:6:46: ")
                    .contains("PT10S", "PT20S"),
            line -> assertThat(line).isEqualTo("outside of rules"),
            line -> assertThat(line).startsWith("  dropped: changed at rules.groovy:7:16: "),
            line -> assertThat(line).startsWith("  new: runs at rules.groovy:7:16: "));
    assertThat(hub.report().get("reload")).asString().contains("count=0");
  }

  @Test
  void whatItWouldDoIsWhatItDoes() throws Exception {
    Files.writeString(file, changed());

    Said before = tocsin("reload", "--dry-run", "--http", http());
    Said done = tocsin("reload", "--http", http());

    assertThat(done.out()).startsWith("reloaded: 3 streams in force").contains("stood still for ");
    assertThat(done.out().lines().skip(1))
        .containsExactlyElementsOf(before.out().lines().skip(1).toList());
  }

  @Test
  void aMistakeIsToldAndNothingChanges() throws Exception {
    Files.writeString(file, RULES.replace("metric >", "metrik >"));

    Said said = tocsin("reload", "--dry-run", "--http", http());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("rules.groovy:4:", "metrik", "stay in force");
    assertThat(hub.report().get("reload")).asString().contains("count=0");
  }

  @Test
  void aThrottleCountsOnOverReloads() throws Exception {
    send(0.99, "first");
    Files.writeString(file, "// another line\n" + RULES.replace("metric > 0.9", "metric > 0.5"));
    hub.reload(false).get(30, TimeUnit.SECONDS);

    send(0.99, "second");

    assertThat(hub.hub().telemetry().losses().toString()).contains("throttled");
  }

  @Test
  void whatIsTakenOutSendsOnWhatItHoldsToAnOutputThatGoesWithIt() throws Exception {
    Path out = folder.resolve("out.jsonl");
    String rest = "changed { state } { index() }";
    String server = RULES.lines().findFirst().orElseThrow() + "\n";
    Files.writeString(
        file,
        server
            + "def held = file(path: '%s')\n".formatted(out)
            + "streams { by('host') { %s; batch(100, within: 1.hour) { sendTo held } } }\n"
                .formatted(rest));
    hub.reload(false).get(30, TimeUnit.SECONDS);
    int port = Objects.requireNonNull(hub.address(Kind.TCP)).getPort();
    try (RiemannClient client = RiemannClient.connect(ClientSettings.of("127.0.0.1", port))) {
      for (int i = 0; i < HOSTS; i++) {
        client.send(List.of(Event.builder().host("h" + i).service("held").build()));
      }
    }
    Files.writeString(file, server + "streams { by('host') { %s } }\n".formatted(rest));

    hub.reload(false).get(60, TimeUnit.SECONDS);

    Await.that(SOON, () -> assertThat(lines(out, "\"held\"")).hasSize(HOSTS));
    assertThat(hub.hub().telemetry().losses().toString()).doesNotContain("held");
  }

  private static List<String> lines(Path file, String part) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.contains(part)).toList();
  }
}

package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.CarbonCache;
import io.tocsin.fixture.CarbonCache.Point;
import io.tocsin.fixture.Commands;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.MailServer;
import io.tocsin.fixture.Packages;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's story, told once from beginning to end: a disk fills, a host goes silent, somebody
 * makes a typo, somebody mends it.
 */
final class StoryTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(1);

  @TempDir Path folder;

  private static final String RULES =
      """
      server {
        tcp port: 0
        http port: 0
      }
      def oncall = email(smtp: 'smtp://127.0.0.1:MAIL', from: 'tocsin@example.com',
          to: ['ops@example.com'])
      def chat = slack(webhook: secret('SLACK_WEBHOOK'))
      def graphs = carbon(host: '127.0.0.1', port: CARBON)

      streams {
        defaults(ttl: 600.seconds) {
          index()
          rule('disk nearly full') {
            where { service =~ /^df-/ && metric > 0.9 } {
              by('host', 'service') {
                throttle(1, per: 1.hour) { sendTo oncall, chat }
              }
            }
          }
          where { service =~ /^df-/ } { sendTo graphs }
          rule('three orders') {
            where { service == 'orders' } {
              batch(3, within: 1.hour) {
                fold(sum) { set(service: 'orders of three') { index() } }
              }
            }
          }
          rule('visitors of five seconds') {
            where { service == 'visitors' } {
              batch(1000, within: 5.seconds) {
                fold(count) { set(service: 'visitors counted') { index() } }
              }
            }
          }
        }
        rule('gone silent') {
          expired { sendTo oncall }
        }
        // more
      }
      """;

  @Test
  void diskFillsHostGoesSilentTypoChangesNothingAndItsFixDoes() throws Exception {
    Packages.require("python3-aiosmtpd", "graphite-carbon", "python3-whisper");
    try (MailServer mail = MailServer.start(folder);
        CarbonCache carbon = CarbonCache.start(folder);
        HttpReceiver slack = HttpReceiver.start()) {
      Path rules = folder.resolve("shop.groovy");
      String text =
          RULES
              .replace("MAIL", Integer.toString(mail.port()))
              .replace("CARBON", Integer.toString(carbon.port()));
      Files.writeString(rules, text);
      Map<String, String> secrets =
          Map.of("SLACK_WEBHOOK", "http://127.0.0.1:" + slack.port() + "/T0/B0/hidden");
      try (HubProcess hub = HubProcess.start(rules, secrets)) {
        aDiskFills(hub, mail, slack, carbon);
        aHostGoesSilent(hub, mail);
        aTypoChangesNothing(hub, rules, text, slack);
        theFixBringsANewRule(hub, rules, text);
        assertThat(hub.log()).doesNotContain("/T0/B0/hidden");
        assertThat(hub.stop()).as("exit code").isZero();
      }
    }
  }

  private static void aDiskFills(
      HubProcess hub, MailServer mail, HttpReceiver slack, CarbonCache carbon) throws Exception {
    long start = System.currentTimeMillis() / 1000 - 10;
    double[] filling = {0.85, 0.91, 0.93, 0.96};
    for (int i = 0; i < filling.length; i++) {
      hub.send(
          Event.builder()
              .host("web1")
              .service("df-root")
              .state(filling[i] > 0.9 ? "critical" : "ok")
              .metric(filling[i])
              .timeMicros(TimeUnit.SECONDS.toMicros(start + i))
              .build());
    }

    Await.that(SOON, () -> assertThat(mail.mails()).hasSize(1));
    Await.that(SOON, () -> assertThat(slack.taken()).hasSize(1));
    assertThat(mail.mails().get(0).getSubject()).isEqualTo("web1 df-root critical (0.91)");
    assertThat(slack.taken().get(0).json().path("text").asText())
        .isEqualTo("web1 df-root critical (0.91)");
    Await.that(
        SOON,
        () ->
            assertThat(carbon.fetch("web1.df-root"))
                .containsExactly(
                    new Point(start, 0.85),
                    new Point(start + 1, 0.91),
                    new Point(start + 2, 0.93),
                    new Point(start + 3, 0.96)));
    Await.stays(
        "exactly one mail and one message",
        A_WHILE,
        () -> mail.mails().size() == 1 && slack.taken().size() == 1);
  }

  private static void aHostGoesSilent(HubProcess hub, MailServer mail) throws Exception {
    hub.send(
        Event.builder()
            .host("db1")
            .service("heartbeat")
            .state("ok")
            .ttlMicros(TimeUnit.SECONDS.toMicros(1))
            .build());

    Await.that(
        SOON,
        () ->
            assertThat(subjects(mail))
                .containsExactly("web1 df-root critical (0.91)", "db1 heartbeat expired"));
    assertThat(hub.query("host = \"db1\"")).isEmpty();
    Await.stays("it is told once", A_WHILE, () -> mail.mails().size() == 2);
  }

  private static List<String> subjects(MailServer mail) throws IOException, MessagingException {
    List<String> subjects = new ArrayList<>();
    for (MimeMessage message : mail.mails()) {
      subjects.add(message.getSubject());
    }
    return subjects;
  }

  private static void aTypoChangesNothing(
      HubProcess hub, Path rules, String text, HttpReceiver slack) throws Exception {
    hub.send(metric("orders", 1));
    hub.send(metric("orders", 2));
    hub.send(metric("visitors", 1));
    Files.writeString(rules, text.replace("throttle(1, per", "throtle(1, per"));

    Await.until("a reload of the changed file", SOON, () -> failures(hub) == 1);
    hub.hangUp();
    Await.until("a reload by signal", SOON, () -> failures(hub) == 2);
    Commands.Said said = Commands.tocsin("reload", "--http", "127.0.0.1:" + hub.port("http"));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("shop.groovy:16:11: ")
        .contains("throtle")
        .contains("throttle")
        .contains("the rules already running stay in force");
    assertThat(failures(hub)).isEqualTo(3);
    assertThat(hub.log()).contains("shop.groovy:16:11: ");
    String status =
        Commands.tocsin("status", "--json", "--http", "127.0.0.1:" + hub.port("http")).out();
    assertThat(status).contains("\"last\" : \"failed\"").contains("throtle");
    Event told = only(hub.query("service = \"tocsin reload\""));
    assertThat(told.getState()).isEqualTo("critical");
    assertThat(told.getDescription()).contains("throtle");

    hub.send(metric("orders", 3));
    assertThat(only(hub.query("service = \"orders of three\"")).getMetric())
        .as("the window that was open goes on")
        .isEqualTo(6L);
    Await.that(
        SOON,
        () ->
            assertThat(hub.query("service = \"visitors counted\""))
                .as("the timer that was set goes off")
                .hasSize(1));
    hub.send(
        Event.builder().host("web1").service("df-root").state("critical").metric(0.99).build());
    Await.stays("the throttle goes on", A_WHILE, () -> slack.taken().size() == 1);
  }

  private static int failures(HubProcess hub) {
    return hub.log().split("reload failed", -1).length - 1;
  }

  private static void theFixBringsANewRule(HubProcess hub, Path rules, String text)
      throws Exception {
    Files.writeString(
        rules,
        text.replace(
            "// more",
            "where { service == 'backup' } { set(service: 'backup seen') { index() } }"));

    Await.until("a reload of the mended file", SOON, () -> hub.log().contains("reloaded: "));
    hub.send(metric("backup", 1));

    assertThat(hub.query("service = \"backup seen\"")).hasSize(1);
    assertThat(only(hub.query("service = \"tocsin reload\"")).getState()).isEqualTo("ok");
    assertThat(hub.query("service = \"df-root\"")).as("the index is kept").hasSize(1);
    Commands.Said said = Commands.tocsin("reload", "--http", "127.0.0.1:" + hub.port("http"));
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).startsWith("reloaded: ");
  }

  private static Event metric(String service, long metric) {
    return Event.builder().host("web1").service(service).metric(metric).build();
  }

  private static Event only(List<Event> events) {
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}

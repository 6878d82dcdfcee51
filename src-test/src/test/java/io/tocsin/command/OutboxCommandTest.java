package io.tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.Commands;
import io.tocsin.fixture.Commands.Said;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin outbox} on a running hub. */
final class OutboxCommandTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private HubProcess hub(HttpReceiver receiver, String streams) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            server {
              tcp port: 0
              http port: 0
              dataDir 'data'
            }
            %s
            """
                .formatted(streams.formatted(receiver.port())));
    return HubProcess.start(rules);
  }

  private static final String HOOK =
      """
      def hook = webhook(name: 'hook', url: 'http://127.0.0.1:%d/secret-path')
      streams { sendTo hook }
      """;

  private static Said outbox(HubProcess hub, String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "outbox";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 2] = "--http";
    all[all.length - 1] = "127.0.0.1:" + hub.port("http");
    return Commands.tocsin(all);
  }

  private static void send(HubProcess hub, HttpReceiver receiver, String service) throws Exception {
    int before = receiver.attempts().size();
    hub.send(Event.builder().host("web1").service(service).build());
    Await.until("the attempt", SOON, () -> receiver.attempts().size() > before);
  }

  @Test
  void listsRetriesAndDropsDeadLetters() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start();
        HubProcess hub = hub(receiver, HOOK)) {
      receiver.misbehave(HttpReceiver.status(400), HttpReceiver.status(410));
      send(hub, receiver, "disk one");
      send(hub, receiver, "disk two");
      Await.that(
          SOON,
          () ->
              assertThat(outbox(hub, "list").out())
                  .contains("hook (webhook): 0 waiting", "2 dead")
                  .contains("rejected  web1 disk one  HTTP 400", "web1 disk two  HTTP 410")
                  .doesNotContain("secret-path"));
      Matcher id = Pattern.compile("(?m)^  (\\S+)  .*disk two").matcher(outbox(hub, "list").out());
      assertThat(id.find()).isTrue();

      Said retried = outbox(hub, "retry", "hook", id.group(1));
      assertThat(retried.out()).isEqualTo("retried: 1\n");
      Await.until("the delivery", SOON, () -> receiver.taken().size() == 1);
      assertThat(receiver.taken().get(0).headers().get("Idempotency-Key"))
          .startsWith(id.group(1) + "-")
          .isEqualTo(receiver.attempts().get(1).headers().get("Idempotency-Key"));

      assertThat(outbox(hub, "drop", "hook", "--all").out()).isEqualTo("dropped: 1\n");
      assertThat(outbox(hub, "list").out()).contains("0 dead");
      Said none = outbox(hub, "drop", "hook", "--all");
      assertThat(none.code()).isEqualTo(1);
      assertThat(none.err()).contains("no such dead letter");
      assertThat(outbox(hub, "drop", "hook").code()).isEqualTo(2);
    }
  }

  @Test
  void showsAndDropsWhatWaitsForAnOutputThatHasLeftTheRules() throws Exception {
    try (HttpReceiver receiver = HttpReceiver.start()) {
      receiver.misbehave(HttpReceiver.status(503, "Retry-After", "3600"));
      try (HubProcess hub = hub(receiver, HOOK)) {
        send(hub, receiver, "disk one");
        assertThat(hub.stop()).isZero();
      }
      try (HubProcess hub = hub(receiver, "streams { index() } //%d")) {
        assertThat(outbox(hub, "list").out())
            .contains("hook (webhook): 0 waiting", "orphaned  web1 disk one");
        assertThat(hub.log()).contains("1 messages are kept for the output 'hook' (webhook)");
      }
      try (HubProcess hub = hub(receiver, HOOK)) {
        Await.until("the delivery", SOON, () -> receiver.taken().size() == 1);
        assertThat(outbox(hub, "list").out()).doesNotContain("orphaned");
      }
    }
  }
}

package io.tocsin.notify.contract;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.tocsin.event.Event;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.RunningOutboxes;
import io.tocsin.sink.Sink;
import io.tocsin.sink.SinkSettings;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What every output to a network must hold to. */
@Timeout(60)
public abstract class SinkContract {

  protected static final Duration PLENTY = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Far beyond the timeout, for the sake of busy machines; far below what hangs for good. */
  private static final Duration AT_MOST = Duration.ofSeconds(5);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** Settings for a receiver on this machine, with a secret wherever there can be one. */
  protected abstract SinkSettings settings(int port);

  /** All that must never be seen. */
  protected abstract List<String> secrets();

  /** A message that a receiver must read for the attempt to end well. */
  protected List<Event> message() {
    return List.of(
        Event.builder()
            .host("web1")
            .service("disk /")
            .state("critical")
            .description("nearly full")
            .metric(0.95)
            .timeMicros(1_400_000_000_000_000L)
            .attribute("build", "7")
            .build());
  }

  @BeforeEach
  void listenToTheLog() {
    Logger root = root();
    root.setLevel(Level.DEBUG);
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void findsNoSecretInTheLog() {
    root().detachAppender(log);
    root().setLevel(Level.WARN);
    for (ILoggingEvent line : List.copyOf(log.list)) {
      if (!line.getLoggerName().startsWith("com.icegreen")) {
        assertHasNoSecret(line.getFormattedMessage());
        assertHasNoSecret(ThrowableProxyUtil.asString(line.getThrowableProxy()));
      }
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  protected final void assertHasNoSecret(String text) {
    for (String secret : secrets()) {
      assertThat(text).doesNotContain(secret);
    }
  }

  /** One attempt with a new sink; whatever is said about it holds no secret. */
  protected final Delivery attempt(SinkSettings settings, Duration timeout) throws Exception {
    try (Sink sink = settings.open()) {
      return attempt(sink, message(), timeout);
    }
  }

  protected final Delivery attempt(Sink sink, List<Event> events, Duration timeout)
      throws Exception {
    Delivery delivery = sink.deliver(parcel(events), timeout);
    assertHasNoSecret(delivery.toString());
    assertHasNoSecret(sink.toString());
    return delivery;
  }

  /** An attempt that must come to its end by itself. */
  protected final Delivery shortAttempt(SinkSettings settings) throws Exception {
    long start = System.nanoTime();
    Delivery delivery = attempt(settings, SHORT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
    return delivery;
  }

  @Test
  void showsNoSecretInItsSettings() {
    assertHasNoSecret(settings(1).toString());
    assertThat(settings(1)).hasToString(settings(1).name());
    assertHasNoSecret(settings(1).name() + settings(1).kind());
  }

  @Test
  void isTheSameOutputForTheSameSettings() {
    assertThat(settings(1)).isEqualTo(settings(1)).hasSameHashCodeAs(settings(1));
    assertThat(settings(1)).isNotEqualTo(settings(2));
  }

  @Test
  void triesAgainWhenTheConnectionIsRefused() throws Exception {
    Delivery delivery = attempt(settings(FakeReceiver.deadPort()), PLENTY);

    assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
    assertThat(delivery.reason()).isNotEmpty();
  }

  @Test
  void endsInTimeWhenTheReceiverDoesNothing() throws Exception {
    try (FakeReceiver receiver = FakeReceiver.silent()) {
      Delivery delivery = shortAttempt(settings(receiver.port()));

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(receiver.connections()).isEqualTo(1);
    }
  }

  @Test
  void isNamedInTheLogWhenItFails() {
    SinkSettings settings = settings(FakeReceiver.deadPort());
    try (RunningOutboxes outboxes = new RunningOutboxes(new SystemTime(), new Telemetry())) {
      outboxes.of(settings).offer(Parcels.id(message()), message().subList(0, 1));
      long deadline = System.nanoTime() + PLENTY.toNanos();
      while (!outboxes.status().get(0).failing() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertHasNoSecret(outboxes.status().toString());
      outboxes.close(Duration.ZERO);
    }

    assertThat(List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage))
        .anyMatch(
            line ->
                line.startsWith(
                    "sink '" + settings.name() + "' (" + settings.kind() + ") could not"));
  }

  @Test
  void opensWithoutAReceiverAndClosesTwice() {
    Sink sink = settings(FakeReceiver.deadPort()).open();

    sink.close();
    sink.close();

    assertHasNoSecret(sink.toString());
  }
}

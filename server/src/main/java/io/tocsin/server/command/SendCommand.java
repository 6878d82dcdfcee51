package io.tocsin.server.command;

import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.event.EventFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tocsin send}: sends one event over TCP and waits for the ack. */
@Command(name = "send", description = "send one event over TCP and wait for the ack")
final class SendCommand implements Callable<Integer> {

  /** Beyond it microseconds do not fit a long. */
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(9_000_000_000_000L);

  @Mixin private ServerAddress server;

  @Option(names = "--host", description = "what it is about")
  private @Nullable String host;

  @Option(names = {"--service", "-S"})
  private @Nullable String service;

  @Option(
      names = {"--metric", "-m"},
      description = "a number; whole ones stay whole")
  private @Nullable String metric;

  @Option(names = {"--state", "-s"})
  private @Nullable String state;

  @Option(names = {"--description", "-d"})
  private @Nullable String description;

  @Option(names = "--ttl", paramLabel = "SECONDS")
  private @Nullable BigDecimal ttl;

  @Option(names = "--time", paramLabel = "SECONDS", description = "since the epoch (default: now)")
  private @Nullable BigDecimal time;

  @Option(
      names = {"--tag", "-t"},
      description = "may be given more than once")
  private List<String> tags = List.of();

  @Option(
      names = {"--attr", "-a"},
      paramLabel = "KEY=VALUE",
      description = "may be given more than once")
  private Map<String, String> attributes = Map.of();

  @Override
  public Integer call() throws IOException {
    EventBuilder event =
        Event.builder()
            .host(host)
            .service(service)
            .state(state)
            .description(description)
            .metric(number(metric))
            .tags(tags);
    if (ttl != null) {
      event.ttlMicros(micros("--ttl", ttl));
    }
    if (time != null) {
      event.timeMicros(micros("--time", time));
    }
    attributes.forEach(event::attribute);
    Event whole = event.build();
    server.ask(
        client -> {
          client.send(List.of(whole));
          return whole;
        });
    return 0;
  }

  private static @Nullable Number number(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Number number = CommandNumbers.number(text);
    if (number == null) {
      throw new WrongUse("--metric: '" + text + "' is not a finite number");
    }
    return number;
  }

  private static long micros(String option, BigDecimal seconds) {
    if (seconds.abs().compareTo(MAX_SECONDS) > 0) {
      throw new WrongUse(option + ": is too far off, was " + seconds);
    }
    return EventFields.secondsToMicros(seconds);
  }
}

package io.tocsin.dsl.internal;

import io.tocsin.dsl.TestContext;
import io.tocsin.dsl.dryrun.RecordedEvents;
import io.tocsin.event.Event;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code inject file: 'x.jsonl'}: recorded events on a test's clock. The first one happens now, and
 * the clock follows the times of the others, as far as they go forward. Public because verbs call
 * it.
 */
public final class RecordedInput {

  private RecordedInput() {}

  /** Runs the events of a file, whose path is relative to the rule file. */
  public static void inject(RuleBuilder build, TestContext test, String name) {
    Place place = build.place();
    Path file;
    try {
      file = Path.of(place.file()).resolveSibling(name);
    } catch (InvalidPathException e) {
      throw build.fail(place, "inject: no such path: '" + name + "'", "");
    }
    try (RecordedEvents events = RecordedEvents.open(file)) {
      long start = test.nowMicros();
      Long shift = null;
      for (Event event = events.next(); event != null; event = events.next()) {
        if (!event.hasTime()) {
          test.inject(event.withTimeMicros(test.nowMicros()));
          continue;
        }
        if (shift == null) {
          shift = start - event.timeMicrosOr(0);
        }
        Event shifted = event.withTimeMicros(Math.max(0, event.timeMicrosOr(0) + shift));
        long moment = RecordedEvents.arrival(shifted, test.nowMicros());
        if (moment > test.nowMicros()) {
          test.advance(Duration.ofNanos((moment - test.nowMicros()) * 1000));
        }
        test.inject(shifted);
      }
    } catch (IOException e) {
      throw build.fail(
          place,
          "inject: " + e.getMessage(),
          "It must hold one JSON object a line, as file(..) writes them.");
    }
  }
}

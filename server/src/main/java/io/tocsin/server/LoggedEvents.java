package io.tocsin.server;

import io.tocsin.event.Batch;
import io.tocsin.stream.StageSpec;
import io.tocsin.stream.end.EventLog;
import io.tocsin.stream.end.LogSpec;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What {@code log('info')} in a rule writes. Confined to the lane. */
final class LoggedEvents implements EventLog {

  private static final Logger LOG = LoggerFactory.getLogger("tocsin.events");

  @Override
  public void log(String level, Object item, StageSpec where) {
    Level at = Level.valueOf(level.toUpperCase(Locale.ROOT));
    if (!LOG.isEnabledForLevel(at)) {
      return;
    }
    String message = where.operator() instanceof LogSpec spec ? spec.message() : null;
    String prefix = message == null ? "" : message + " ";
    if (item instanceof Batch batch) {
      LOG.atLevel(at).log("{}{} events: {}", prefix, batch.events().size(), batch.events());
    } else {
      LOG.atLevel(at).log("{}{}", prefix, item);
    }
  }
}

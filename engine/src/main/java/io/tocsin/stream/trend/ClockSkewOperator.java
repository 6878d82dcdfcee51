package io.tocsin.stream.trend;

import io.tocsin.event.Event;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import io.tocsin.state.Stateful;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live half of {@link ClockSkewSpec}. How far a clock is ahead of the lane's does not change as
 * time passes, so these leads are kept, by host and sorted.
 */
final class ClockSkewOperator implements Operator<Event>, Stateful {

  private static final int SMALLEST = 16;

  private final OperatorContext<Event> context;

  /** Leads by host, the one heard of least recently first. */
  private final Map<@Nullable String, Long> leads = new LinkedHashMap<>();

  private long[] sorted = new long[SMALLEST];
  private int size;

  ClockSkewOperator(OperatorContext<Event> context) {
    this.context = context;
  }

  @Override
  public void process(Event event) {
    if (event.hasExpiredState()) {
      forget(leads.remove(event.getHost()));
      context.emit(event);
    } else if (!event.hasTime()) {
      context.emit(event);
    } else {
      long lead = lead(event.timeMicrosOr(0), context.nowMicros());
      forget(leads.remove(event.getHost()));
      if (size == ClockSkewSpec.MAX_HOSTS) {
        Iterator<Long> eldest = leads.values().iterator();
        long gone = eldest.next();
        eldest.remove();
        forget(gone);
      }
      leads.put(event.getHost(), lead);
      add(lead);
      context.emit(event.withMetric((lead - median()) / 1e6));
    }
  }

  private static long lead(long time, long now) {
    long lead = time - now;
    boolean overflows = ((time ^ now) & (time ^ lead)) < 0;
    return overflows ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : lead;
  }

  private double median() {
    double upper = sorted[size / 2];
    return size % 2 == 1 ? upper : sorted[size / 2 - 1] / 2.0 + upper / 2;
  }

  private void add(long lead) {
    if (size == sorted.length) {
      sorted = Arrays.copyOf(sorted, size * 2);
    }
    int found = Arrays.binarySearch(sorted, 0, size, lead);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = lead;
    size++;
  }

  private void forget(@Nullable Long lead) {
    if (lead != null) {
      int at = Arrays.binarySearch(sorted, 0, size, lead);
      System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
      size--;
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(leads.size());
    leads.forEach(
        (host, lead) -> {
          out.writeText(host);
          out.writeLong(lead);
        });
  }

  @Override
  public void load(StateReader in) {
    for (int left = in.readCount(ClockSkewSpec.MAX_HOSTS); left > 0; left--) {
      String host = in.readText();
      long lead = in.readLong();
      if (leads.put(host, lead) != null) {
        throw new StateException("a host twice");
      }
      add(lead);
    }
  }
}

package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import io.tocsin.source.InputLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An ingress that keeps what it is given. */
final class FakeIngress implements Ingress {

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final AtomicInteger arrivals = new AtomicInteger();
  volatile Function<String, List<Event>> queries = query -> List.of();

  volatile @Nullable FakeLog log;

  @Override
  public @Nullable InputLog log() {
    return log;
  }

  volatile boolean room = true;

  /** There is room again after it was found wanting so often. */
  final AtomicInteger refusals = new AtomicInteger();

  @Override
  public boolean hasRoom() {
    FakeLog to = log;
    boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return room && !refused && (to == null || to.hasRoom());
  }

  @Override
  public void beginMessage(byte[] message, int from, int length) {
    FakeLog to = log;
    if (to != null) {
      to.append(0, message, from, length);
    }
  }

  @Override
  public long arrive() {
    return arrivals.incrementAndGet();
  }

  @Override
  public void accept(Event event) {
    if ("boom".equals(event.getService())) {
      throw new IllegalStateException("rule failed");
    }
    events.add(event);
  }

  @Override
  public List<Event> query(String query, int most) {
    return queries.apply(query);
  }

  /** Waits for the next event. */
  Event next() throws InterruptedException {
    Event event = events.poll(10, TimeUnit.SECONDS);
    if (event == null) {
      throw new AssertionError("no event within 10 s");
    }
    return event;
  }

  /** Waits for as many events. */
  List<Event> next(int number) throws InterruptedException {
    List<Event> all = new ArrayList<>();
    while (all.size() < number) {
      all.add(next());
    }
    return all;
  }
}

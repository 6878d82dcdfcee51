package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An ingress that keeps what it is given. */
final class FakeIngress implements Ingress {

  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final AtomicInteger arrivals = new AtomicInteger();
  volatile Function<String, List<Event>> queries = query -> List.of();

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

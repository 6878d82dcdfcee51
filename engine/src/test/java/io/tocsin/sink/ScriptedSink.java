package io.tocsin.sink;

import io.tocsin.event.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as it was told, then with delivered; remembers what it was given. */
final class ScriptedSink implements Sink {

  /** One attempt's behaviour. */
  interface Answer {
    Delivery to(List<Event> events, Duration timeout) throws InterruptedException;
  }

  final List<List<String>> attempts = Collections.synchronizedList(new ArrayList<>());
  final List<MessageId> ids = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger closed = new AtomicInteger();
  private static final AtomicInteger LANES = new AtomicInteger();
  private final Deque<Answer> script = new ArrayDeque<>();

  synchronized ScriptedSink then(Answer answer) {
    script.add(answer);
    return this;
  }

  ScriptedSink then(Delivery delivery) {
    return then((events, timeout) -> delivery);
  }

  ScriptedSink thenFails(int times) {
    for (int i = 0; i < times; i++) {
      then(Delivery.retryable("down"));
    }
    return this;
  }

  @Override
  public Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException {
    List<Event> events = parcel.events();
    ids.add(parcel.id());
    attempts.add(events.stream().map(Event::getService).toList());
    Answer answer;
    synchronized (this) {
      answer = script.poll();
    }
    return answer == null ? Delivery.delivered() : answer.to(events, timeout);
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  /** Settings that open this very sink. */
  SinkSettings settings(String name, OutboxSettings outbox) {
    return new Fixed(name, outbox, this);
  }

  /** Compared by name, outbox and the identity of the sink. */
  record Fixed(String name, OutboxSettings outbox, Sink sink) implements SinkSettings {
    @Override
    public String kind() {
      return "scripted";
    }

    @Override
    public Sink open() {
      return sink;
    }
  }

  /** Of another lane each time. */
  static MessageId anyId() {
    return new MessageId(1, LANES.incrementAndGet(), 1);
  }

  /** A message of events with these services, and any id. */
  static Message parcelled(String... services) {
    return new Message(anyId(), message(services));
  }

  /** By itself. */
  static Parcel parcel(String... services) {
    return new Parcel(List.of(parcelled(services)));
  }

  /** A message of events with these services. */
  static List<Event> message(String... services) {
    List<Event> events = new ArrayList<>();
    for (String service : services) {
      events.add(Event.builder().service(service).build());
    }
    return events;
  }
}

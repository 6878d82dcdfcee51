package io.tocsin.transport.http;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import io.tocsin.source.LaneThread;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hub that keeps what it is given, with a lane that can be stopped and filled. */
final class FakeHub implements Ingress, LaneThread, HubStatus, OutboxDesk, AutoCloseable {

  final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  final List<Boolean> arrivals = Collections.synchronizedList(new ArrayList<>());
  volatile Function<String, List<Event>> queries = query -> List.of();
  final List<Integer> asked = Collections.synchronizedList(new ArrayList<>());
  volatile boolean full;
  volatile @Nullable String notReady;
  volatile Map<String, Object> report = Map.of();
  volatile Supplier<CompletableFuture<Map<String, Object>>> reload =
      () -> CompletableFuture.completedFuture(Map.of());

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "lane"));
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holding;

  /** Who is attached. */
  record Watcher(String channel, Consumer<Event> to) {}

  final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  final List<String> desk = new CopyOnWriteArrayList<>();

  @Override
  public List<Map<String, Object>> outboxes() {
    return List.of(Map.of("name", "mail", "dead", 2));
  }

  @Override
  public int retryLetters(String output, String id) {
    desk.add("retry " + output + " " + id);
    return output.equals("mail") ? 2 : 0;
  }

  @Override
  public int dropLetters(String output, String id) {
    desk.add("drop " + output + " " + id);
    return output.equals("mail") ? 2 : 0;
  }

  HubAccess access() {
    return new HubAccess(this, this, this::attach, this, dryRun -> reload.get(), this);
  }

  @Override
  public synchronized boolean submit(Runnable task) {
    if (full) {
      return false;
    }
    if (holding) {
      held.add(task);
      notifyAll();
    } else {
      thread.execute(task);
    }
    return true;
  }

  /** Keeps tasks from running. */
  synchronized void hold() {
    holding = true;
  }

  /** Waits until so many tasks are held. */
  synchronized void awaitHeld(int number) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (held.size() < number && System.nanoTime() < until) {
      wait(100);
    }
    if (held.size() != number) {
      throw new AssertionError(held.size() + " tasks held, not " + number);
    }
  }

  /** Tasks that are held. */
  synchronized int held() {
    return held.size();
  }

  /** Lets the held tasks run, and those to come. */
  synchronized void resume() {
    holding = false;
    held.forEach(thread::execute);
    held.clear();
  }

  @Override
  public long arrive() {
    arrivals.add(Thread.currentThread().getName().equals("lane"));
    return 0;
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
    asked.add(most);
    List<Event> found = queries.apply(query);
    return found.subList(0, Math.min(most, found.size()));
  }

  @Override
  public @Nullable String notReadyBecause() {
    return notReady;
  }

  @Override
  public Map<String, Object> report() {
    return new LinkedHashMap<>(report);
  }

  @Override
  public void close() {
    thread.shutdown();
  }

  /** Attaches to a channel; any name but {@code none}. On the lane. */
  Runnable attach(String channel, Consumer<Event> to) {
    if (channel.equals("none")) {
      throw new IllegalArgumentException("no channel none");
    }
    Watcher watcher = new Watcher(channel, to);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Publishes on the lane and waits until all have been told. */
  void publish(String channel, Event event) throws Exception {
    publishAll(channel, List.of(event));
  }

  /** Publishes on the lane, in one go, and waits until all have been told. */
  void publishAll(String channel, List<Event> all) throws Exception {
    CompletableFuture.runAsync(() -> all.forEach(event -> tell(channel, event)), thread)
        .get(10, TimeUnit.SECONDS);
  }

  private void tell(String channel, Event event) {
    for (Watcher watcher : watchers) {
      if (watcher.channel().equals(channel)) {
        watcher.to().accept(event);
      }
    }
  }
}

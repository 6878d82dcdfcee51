package io.tocsin.transport.live;

import io.netty.util.concurrent.EventExecutor;
import io.tocsin.event.Event;
import io.tocsin.query.QueryException;
import io.tocsin.query.Watchers;
import io.tocsin.source.FoundEvents;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's view, from the lane to its {@link Outlet}.
 *
 * <p>On the lane, in one go, it is attached to its channel and the search begins of what is there,
 * which leaves out whatever is put from then on: the channel tells of that. What comes while the
 * search and the writing of its results last waits, bounded, and follows after them.
 */
final class Feed implements FoundEvents {

  /** What is written in one go before others have their turn. */
  private static final int TURN = 500;

  /** More than so many are sorted on another thread. */
  private static final int FEW = 1_000;

  private static final int RETRY_SECONDS = 1;

  private final LiveViews views;
  private final View view;
  private final Outlet outlet;
  private final @Nullable SocketAddress peer;
  private final EventExecutor http;
  private final PendingEvents pending;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  // Of the lane's thread only.
  private Runnable detach = () -> {};
  private boolean attached;
  private Watchers.@Nullable Watcher watcher;

  // Of the HTTP thread only.
  private final FirstEvents first;
  private long number;
  private boolean pumping;

  Feed(LiveViews views, View view, Outlet outlet, @Nullable SocketAddress peer) {
    this.views = views;
    this.view = view;
    this.outlet = outlet;
    this.peer = peer;
    http = views.http;
    first = new FirstEvents(views.budget);
    // Who begins with what there is wants the state of things; others want each message.
    pending = new PendingEvents(views.settings.queueBytes(), view.now(), views.crowd);
  }

  /**
   * Begins.
   *
   * @param answer says yes to the client; run on the HTTP thread unless the client is gone. By then
   *     it is subscribed, so that it sees all that happens from the answer on, or is about to be
   *     told why not
   */
  void open(Runnable answer) {
    if (!views.lane.submit(() -> subscribe(answer))) {
      answer(answer);
      outlet.end(Outlet.End.TRY_LATER, "the hub is behind or stopping; try again");
    }
  }

  private void answer(Runnable answer) {
    if (!closed) {
      answer.run();
    }
  }

  /** On the lane. */
  private void subscribe(Runnable answer) {
    if (closed) {
      return;
    }
    try {
      if (view.later()) {
        detach = views.channels.attach(view.channel(), this::offer);
        attached = true;
        watcher = views.watchers.add(view.query(), this::tooCostly);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      String text = String.valueOf(e.getMessage());
      onHttp(
          () -> {
            answer(answer);
            outlet.end(Outlet.End.REFUSED, text);
          });
      return;
    }
    onHttp(() -> answer(answer));
    if (view.now()) {
      views.ingress.find(view.query().text(), Integer.MAX_VALUE, view.later(), this);
    } else {
      found(0, 0, List::of);
    }
  }

  /** On the lane: an event of the channel. */
  private void offer(Event event) {
    if (closed) {
      detach(); // whoever closed it may find no room in the lane to say so
      return;
    }
    if (watcher == null || !watcher.sees(event, views.time.nowMicros())) {
      return;
    }
    if (!pending.add(event)) {
      closed = true;
      onHttp(this::tooSlow);
    } else if (woken.compareAndSet(false, true)) {
      onHttp(this::pump);
    }
  }

  /** On the lane. */
  private void onHttp(Runnable task) {
    try {
      http.execute(task);
    } catch (RejectedExecutionException e) {
      closed = true; // the listener has ended just now
    }
  }

  /** On the lane. Idempotent. */
  private void detach() {
    if (attached) {
      attached = false;
      detach.run();
    }
    if (watcher != null) {
      watcher.leave();
      watcher = null;
    }
  }

  /** On the lane: what it asks costs more than its share. */
  private void tooCostly() {
    closed = true;
    onHttp(
        () -> {
          views.stats.refuse(
              "subscriberCostly",
              peer,
              "the regular expressions of a client that watches "
                  + view.channel()
                  + " take too many steps");
          outlet.end(
              Outlet.End.REFUSED,
              "the regular expressions of the query take too many steps; write simpler ones");
        });
  }

  private void tooSlow() {
    views.stats.refuse(
        "subscriberSlow",
        peer,
        "more than "
            + views.settings.queueBytes()
            + " bytes of events wait for a client that watches "
            + view.channel());
    outlet.end(Outlet.End.TRY_LATER, "too slow: too many events wait");
  }

  @Override
  public boolean isWanted() {
    return !closed;
  }

  @Override
  public void found(int count, long bytes, Supplier<List<Event>> events) {
    http.execute(() -> hold(count, bytes, events));
  }

  @Override
  public void failed(Throwable failure) {
    http.execute(
        () -> {
          if (failure instanceof QueryException) {
            outlet.end(Outlet.End.REFUSED, String.valueOf(failure.getMessage()));
          } else {
            views.stats.refuse("error", peer, "a search failed: " + failure);
            outlet.end(Outlet.End.REFUSED, "the hub failed at this; its log says more");
          }
        });
  }

  /** What was found weighs until the client has taken it. */
  private void hold(int count, long bytes, Supplier<List<Event>> events) {
    if (closed) {
      return;
    }
    if (!first.reserve(bytes)) {
      views.stats.refuse(
          "busy", peer, "no room for the " + count + " events found for a client that watches");
      outlet.end(Outlet.End.TRY_LATER, "no room for what is found; ask for less, or try again");
      return;
    }
    if (count > FEW) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                List<Event> sorted = events.get();
                http.execute(() -> begin(sorted));
              });
    } else {
      begin(events.get());
    }
  }

  private void begin(List<Event> events) {
    if (!closed) {
      first.begin(events);
      pump();
    }
  }

  /** Writes as much as the client takes. On the HTTP thread. */
  void pump() {
    if (pumping || !first.haveBegun() || closed) {
      return;
    }
    pumping = true; // a flush may call back at once
    woken.set(false);
    int left = TURN;
    boolean more = true;
    while (left > 0 && more && outlet.isWritable()) {
      Event next = next();
      while (next != null) {
        outlet.send(next, ++number);
        next = --left > 0 && outlet.isWritable() ? next() : null;
      }
      outlet.flush();
      more = hasMore();
    }
    pumping = false;
    count();
    if (!more && !view.later()) {
      outlet.end(Outlet.End.COMPLETE, "that is all");
    } else if (left == 0 && more) {
      http.execute(this::pump);
    }
  }

  private @Nullable Event next() {
    Event event = first.next();
    return event != null ? event : pending.poll();
  }

  private boolean hasMore() {
    return first.hasMore() || !pending.isEmpty();
  }

  private void count() {
    long replaced = pending.takeReplaced();
    if (replaced > 0) {
      views.stats.odd("conflated").add(replaced);
    }
  }

  /** The client is gone. Idempotent. On the HTTP thread. */
  void close() {
    closed = true;
    first.close();
    pending.close();
    if (view.later()) {
      leave();
    }
  }

  /** Until it has left, every event of the channel still comes by. */
  private void leave() {
    boolean taken = views.lane.submit(this::detach);
    if (!taken && !http.isShuttingDown()) {
      try {
        var unused = http.schedule(this::leave, RETRY_SECONDS, TimeUnit.SECONDS);
      } catch (RejectedExecutionException e) {
        // The listener has ended, and the hub with it.
        return;
      }
    }
  }
}

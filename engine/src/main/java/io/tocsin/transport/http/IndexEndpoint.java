package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.tocsin.event.Event;
import io.tocsin.query.QueryException;
import io.tocsin.source.FoundEvents;
import io.tocsin.source.Ingress;
import io.tocsin.wire.EventJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Answers queries of the index with an array of events, one on a line. An answer that would be too
 * long in events or bytes ends early and says so in {@code X-Tocsin-Truncated}. Confined to the
 * HTTP thread.
 */
final class IndexEndpoint implements Endpoint {

  private static final String DEFAULT_LIMIT = "10000";
  private static final int MAX_LIMIT = 1_000_000;

  /** More than so many are sorted and written as JSON on another thread. */
  private static final int FEW = 1_000;

  private static final long REFERENCE_BYTES = 8;

  /** Named otherwise, a pool of one thread would be passed over for a thread for each task. */
  private static final Executor POOL = task -> ForkJoinPool.commonPool().execute(task);

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,7}");

  /** What a query found; {@code error} instead when it cannot be read. */
  private record Found(
      int number, long bytes, Supplier<List<Event>> events, int limit, String error) {}

  private final LaneCalls lane;
  private final Ingress ingress;
  private final int maxBytes;

  IndexEndpoint(LaneCalls lane, Ingress ingress, int maxBytes) {
    this.lane = lane;
    this.ingress = ingress;
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletableFuture<Answer> answer(Call call) throws RefusedException {
    for (String name : call.parameters().keySet()) {
      if (!Set.of("query", "limit").contains(name)) {
        throw RefusedException.bad("unknown parameter; known are query and limit");
      }
    }
    String query = call.parameter("query", "true");
    int limit = limit(call.parameter("limit", DEFAULT_LIMIT));
    // What is found is in the index too, but may be replaced there while the answer waits.
    call.share().takeOrRefuse(limit * REFERENCE_BYTES);
    Search search = new Search(limit, call.gone());
    return lane.later(
            () -> {
              if (search.isWanted()) {
                ingress.arrive();
                // One more, to know whether there is more.
                ingress.find(query, limit + 1, false, search);
              }
              return search.done;
            })
        .thenCompose(found -> answer(call, found));
  }

  private static int limit(String text) throws RefusedException {
    int limit = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw RefusedException.bad("limit must be a whole number from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  /** Waits for what is found; on the lane. */
  private static final class Search implements FoundEvents {
    private final CompletableFuture<Found> done = new CompletableFuture<>();
    private final int limit;
    private final CompletableFuture<Void> gone;

    Search(int limit, CompletableFuture<Void> gone) {
      this.limit = limit;
      this.gone = gone;
      // The lane drops it without a word when its turn comes.
      var unused =
          gone.thenRun(() -> done.completeExceptionally(new CancellationException("gone")));
    }

    @Override
    public boolean isWanted() {
      return !gone.isDone();
    }

    @Override
    public void found(int number, long bytes, Supplier<List<Event>> events) {
      done.complete(new Found(number, bytes, events, limit, ""));
    }

    @Override
    public void failed(Throwable failure) {
      if (failure instanceof QueryException e) {
        done.complete(new Found(0, 0, List::of, limit, e.getMessage()));
      } else {
        done.completeExceptionally(failure);
      }
    }
  }

  private CompletableFuture<Answer> answer(Call call, Found found) {
    if (!found.error().isEmpty()) {
      return CompletableFuture.completedFuture(
          Answer.error(HttpResponseStatus.BAD_REQUEST, found.error()));
    }
    if (!call.share().take(found.bytes())) {
      String text = "no room for the events found; lower limit, ask for fewer, or try again";
      return CompletableFuture.failedFuture(RefusedException.busy(text));
    }
    return found.number() > FEW
        ? CompletableFuture.supplyAsync(() -> written(found), POOL)
        : CompletableFuture.completedFuture(written(found));
  }

  private Answer written(Found found) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean cut = found.number() > found.limit();
    String before = "[";
    List<Event> events = found.events().get();
    for (Event event : events.subList(0, Math.min(found.limit(), events.size()))) {
      byte[] text = (before + EventJson.write(EventJson.of(event))).getBytes(UTF_8);
      if (out.size() + text.length > maxBytes) {
        cut = true;
        break;
      }
      out.writeBytes(text);
      before = ",\n";
    }
    out.writeBytes((out.size() == 0 ? "[]\n" : "]\n").getBytes(UTF_8));
    return Answer.jsonBytes(out.toByteArray()).with("X-Tocsin-Truncated", cut ? "true" : null);
  }
}

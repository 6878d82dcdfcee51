package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToIntBiFunction;

/** Shows outboxes and does what is asked with their dead letters. Confined to the HTTP thread. */
final class OutboxEndpoint {

  private static final Executor POOL = task -> ForkJoinPool.commonPool().execute(task);

  private final OutboxDesk desk;

  OutboxEndpoint(OutboxDesk desk) {
    this.desk = desk;
  }

  CompletableFuture<Answer> list() {
    return CompletableFuture.supplyAsync(
        () -> Answer.ok(Map.of("outboxes", desk.outboxes())), POOL);
  }

  CompletableFuture<Answer> retry(Call call) throws RefusedException {
    return done(call, "retried", desk::retryLetters);
  }

  CompletableFuture<Answer> drop(Call call) throws RefusedException {
    return done(call, "dropped", desk::dropLetters);
  }

  /** Either an id or all: that all are meant must have been said. */
  private static CompletableFuture<Answer> done(
      Call call, String what, ToIntBiFunction<String, String> work) throws RefusedException {
    if (!Set.of("output", "id", "all").containsAll(call.parameters().keySet())) {
      throw RefusedException.bad("unknown parameter; known are output, id and all");
    }
    String output = call.parameter("output", "");
    String id = call.parameter("id", "");
    boolean all = call.parameter("all", "").equals("true");
    if (output.isEmpty() || id.isEmpty() != all) {
      throw RefusedException.bad("name the output, and either an id or all=true");
    }
    return CompletableFuture.supplyAsync(
        () -> {
          int number = work.applyAsInt(output, id);
          return number == 0
              ? Answer.error(HttpResponseStatus.NOT_FOUND, "no such dead letter")
              : Answer.ok(Map.of(what, number));
        },
        POOL);
  }
}

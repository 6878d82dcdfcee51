package io.tocsin.transport.http;

import java.util.concurrent.CompletableFuture;

/** What is done at one path. Called on the HTTP thread; must not wait. */
@FunctionalInterface
interface Endpoint {

  /** Begins to answer; any thread may complete it. */
  CompletableFuture<Answer> answer(Call call) throws RefusedException;
}

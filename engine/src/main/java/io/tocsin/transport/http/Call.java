package io.tocsin.transport.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request that has come in whole. Confined to the HTTP thread.
 *
 * @param path of the address, decoded
 * @param parameters of the address, decoded
 * @param isOld whether the other side speaks HTTP/1.0
 * @param allowedOrigin the site of a page in a browser that may see the answer; null for none
 * @param share what it holds of the budget until it has been answered
 * @param gone done, on the HTTP thread, when nobody waits for the answer any more
 */
record Call(
    HttpMethod method,
    String path,
    Map<String, List<String>> parameters,
    HttpHeaders headers,
    boolean isOld,
    @Nullable String allowedOrigin,
    Body body,
    Share share,
    CompletableFuture<Void> gone,
    @Nullable SocketAddress peer) {

  /** The last value of a parameter, {@code otherwise} when there is none. */
  String parameter(String name, String otherwise) {
    List<String> values = parameters.get(name);
    return values == null ? otherwise : values.get(values.size() - 1);
  }
}

package io.tocsin.transport.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that keeps what it is told. */
final class SocketClient implements AutoCloseable, WebSocket.Listener {

  private static final long PATIENCE_SECONDS = 15;

  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  final CompletableFuture<String> closed = new CompletableFuture<>();
  final BlockingQueue<Boolean> pings = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private final boolean reads;
  WebSocket socket;

  private SocketClient(boolean reads) {
    this.reads = reads;
  }

  static SocketClient open(InetSocketAddress address, String path, String... headers)
      throws Exception {
    return open(true, address, path, headers);
  }

  /** One that reads nothing. */
  static SocketClient deaf(InetSocketAddress address, String path) throws Exception {
    return open(false, address, path);
  }

  private static SocketClient open(
      boolean reads, InetSocketAddress address, String path, String... headers) throws Exception {
    SocketClient client = new SocketClient(reads);
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    client.socket =
        builder
            .buildAsync(URI.create("ws://127.0.0.1:" + address.getPort() + path), client)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return client;
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    if (reads) {
      webSocket.request(1_000_000_000);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    pings.add(true);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    closed.complete(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete("broken");
  }

  SocketClient say(String message) {
    socket.sendText(message, true).join();
    return this;
  }

  /** The next text. */
  String next() throws InterruptedException {
    String next = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s; end: " + closed);
    }
    return next;
  }

  /** How it ended. */
  String end() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
  }
}

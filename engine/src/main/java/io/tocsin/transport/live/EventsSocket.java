package io.tocsin.transport.live;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Events in over a WebSocket: one as JSON in each text message, and one answer to each, in order:
 * {@code {}} after the event went through the rules, or {@code {"error":…}}. What waits for the
 * lane counts against the budget of all connections. While answers are not read, or much waits, or
 * there is no room for more, nothing more is read. Confined to the HTTP thread.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class EventsSocket implements Socket.Talk {

  private static final int MAX_WAITING = 64;
  private static final String DONE = "{}";

  /** What an event takes at least: without this, many small ones would weigh nothing. */
  private static final int EVENT_BYTES = 128;

  /** So much room there must be in the budget to read on while messages wait. */
  private static final int READ_BYTES = 32 << 10;

  private final LiveViews views;
  private final Channel channel;
  private final Socket socket;
  private final EventJsonReader reader = new EventJsonReader(WireLimits.DEFAULT);
  private @Nullable Inflow inflow;
  private int waiting;
  private long waitingBytes;

  EventsSocket(LiveViews views, Channel channel) {
    this.views = views;
    this.channel = channel;
    this.socket = new Socket(views, channel, this);
  }

  Socket handler() {
    return socket;
  }

  /** Begins to look at what comes. */
  void begin(Inflow from) {
    inflow = from;
    from.join(channel.pipeline());
  }

  @Override
  public void frame(WebSocketFrame frame) {
    if (!(frame instanceof TextWebSocketFrame)) {
      socket.end(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "send text");
      return;
    }
    views.stats.messageIn();
    long bytes = EVENT_BYTES + frame.content().readableBytes();
    if (!views.budget.reserve(bytes)) {
      views.stats.refuse("no-room", channel.remoteAddress(), "no room for an event that waits");
      socket.end(WebSocketCloseStatus.TRY_AGAIN_LATER, "no room for the message; try again");
      return;
    }
    Event event;
    try {
      event = read(ByteBufUtil.getBytes(frame.content()));
    } catch (WireException e) {
      views.stats.refuse("undecodable", channel.remoteAddress(), String.valueOf(e.getMessage()));
      // Behind the answers to those that came before.
      await(bytes, () -> error(String.valueOf(e.getMessage())));
      return;
    }
    await(bytes, () -> accept(event));
  }

  private Event read(byte[] text) throws WireException {
    List<Event> events = reader.readAll(text, 0, text.length);
    if (events.size() != 1) {
      throw new WireException("send one event in each message, not " + events.size());
    }
    return events.get(0);
  }

  /** Answers with what {@code work} says on the lane; it weighs so many bytes until then. */
  private void await(long bytes, Supplier<String> work) {
    waiting++;
    waitingBytes += bytes;
    boolean taken =
        views.lane.submit(
            () -> {
              String answer = work.get();
              try {
                views.http.execute(() -> answer(bytes, answer));
              } catch (RejectedExecutionException e) {
                // The listener has ended; nobody waits for the answer.
                return;
              }
            });
    if (!taken) {
      done(bytes);
      views.stats.refuse("busy", channel.remoteAddress(), "the lane takes no more");
      socket.end(WebSocketCloseStatus.TRY_AGAIN_LATER, "the hub is behind or stopping");
    }
    balance();
  }

  /** On the lane. */
  private String accept(Event event) {
    try {
      views.ingress.arrive();
      views.stats.eventsIn(1);
      views.ingress.accept(event);
      return DONE;
    } catch (RuntimeException | StackOverflowError e) {
      views.http.execute(
          () ->
              views.stats.refuse(
                  "failed", channel.remoteAddress(), "an event failed in the lane: " + e));
      return error(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private static String error(String text) {
    return EventJson.write(Map.of("error", text));
  }

  private void done(long bytes) {
    waiting--;
    waitingBytes -= bytes;
    views.budget.release(bytes);
  }

  private void answer(long bytes, String text) {
    done(bytes);
    if (!socket.isEnding()) {
      channel.writeAndFlush(new TextWebSocketFrame(text));
    }
    balance();
  }

  private void balance() {
    boolean reads = socket.isEnding() || (channel.isWritable() && hasRoom());
    if (inflow != null) {
      inflow.reading(reads);
    }
  }

  private boolean hasRoom() {
    // With nothing waiting, nothing would have it read again: then it is refused if need be.
    return waiting == 0
        || (waiting < MAX_WAITING
            && waitingBytes < views.settings.maxMessageBytes()
            && views.budget.hasRoom(READ_BYTES));
  }

  @Override
  public void writabilityChanged() {
    balance();
  }
}

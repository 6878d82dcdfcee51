package io.tocsin.transport.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.concurrent.EventExecutor;
import io.tocsin.query.Watchers;
import io.tocsin.source.ChannelSource;
import io.tocsin.source.Ingress;
import io.tocsin.source.LaneThread;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.ByteBudget;
import io.tocsin.transport.ConnectionLimits;
import io.tocsin.transport.ListenerStats;
import java.util.Map;

/**
 * Those who watch over one listener. Confined to the HTTP thread. Each of the methods that take a
 * channel takes it over for good; its pipeline has HTTP's codecs and nothing behind them.
 */
public final class LiveViews {

  /** Bytes of a frame to a view, which only shows: pings, pongs and the end are small. */
  static final int MOST_SAID_TO_A_VIEW = 4 << 10;

  final LaneThread lane;
  final Ingress ingress;
  final ChannelSource channels;
  final LiveSettings settings;
  final ConnectionLimits connections;
  final ListenerStats stats;
  final ByteBudget budget;
  final TimeSource time;
  final EventExecutor http;
  final Crowd crowd;
  private int watching;

  /** Of the lane's thread only. */
  final Watchers watchers = new Watchers();

  /**
   * Nobody watches yet.
   *
   * @param ingress used on the lane's thread only
   * @param channels used on the lane's thread only
   * @param connections whose frame timeout is a message's
   * @param budget what all connections of the listener may hold
   * @param http the thread that all of this runs on
   */
  public LiveViews(
      LaneThread lane,
      Ingress ingress,
      ChannelSource channels,
      LiveSettings settings,
      ConnectionLimits connections,
      ListenerStats stats,
      ByteBudget budget,
      TimeSource time,
      EventExecutor http) {
    this.lane = lane;
    this.ingress = ingress;
    this.channels = channels;
    this.settings = settings;
    this.connections = connections;
    this.stats = stats;
    this.budget = budget;
    this.crowd = new Crowd(budget.limit());
    this.time = time;
    this.http = http;
  }

  /** Whether one more may watch. */
  public boolean hasRoom() {
    return watching < settings.maxSubscriptions();
  }

  /** Shows a view over a WebSocket. */
  public void watch(Channel channel, HttpHeaders request, View view) {
    ViewSocket socket = new ViewSocket(this, channel);
    Feed feed = feed(channel, view, socket);
    Socket handler = socket.begin(feed);
    channel.pipeline().addLast(handler);
    feed.open(
        () -> {
          Sockets.grant(channel, request, MOST_SAID_TO_A_VIEW);
          handler.granted();
          new Inflow(this, channel, handler).join(channel.pipeline());
        });
  }

  /**
   * Shows a view as server-sent events.
   *
   * @param answer headers of the answer
   * @param old whether the client speaks HTTP/1.0
   */
  public void stream(Channel channel, Map<String, String> answer, boolean old, View view) {
    EventStream stream = new EventStream(this, channel);
    Feed feed = feed(channel, view, stream);
    channel.pipeline().addLast(stream);
    stream.begin(feed, answer, old);
  }

  /** Takes events over a WebSocket. */
  public void take(Channel channel, HttpHeaders request) {
    EventsSocket socket = new EventsSocket(this, channel);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(socket.handler());
    Sockets.grant(channel, request, settings.maxMessageBytes());
    socket.handler().granted();
    socket.begin(new Inflow(this, channel, socket.handler()));
    pipeline.addBefore(
        pipeline.context(socket.handler()).name(),
        "whole",
        new WebSocketFrameAggregator(settings.maxMessageBytes()));
  }

  private Feed feed(Channel channel, View view, Outlet outlet) {
    Feed feed = new Feed(this, view, outlet, channel.remoteAddress());
    watching++;
    channel
        .closeFuture()
        .addListener(
            closed -> {
              watching--;
              feed.close();
            });
    return feed;
  }
}

package io.tocsin.transport.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.ByteBudget;
import io.tocsin.transport.ListenerStats;
import io.tocsin.transport.Ports;
import io.tocsin.transport.TlsContexts;
import io.tocsin.transport.live.LiveViews;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1, plain or with TLS, on a thread of its own named {@code http}. {@link #start} and {@link
 * #close} may be called by any thread, one after the other.
 *
 * <ul>
 *   <li>{@code GET /health}: 200 as long as the process answers.
 *   <li>{@code GET /ready}: 200, or 503 with {@code reason}.
 *   <li>{@code GET /metrics}: counters and gauges as Prometheus text.
 *   <li>{@code GET /status}: {@link HubStatus#report} as JSON.
 *   <li>{@code POST /events} (or PUT): one JSON object, an array of objects, or one object a line;
 *       gzip if {@code Content-Encoding} says so. A request is taken whole or refused whole. 200
 *       with {@code events} after all of them went through the rules; 400 with {@code error} when
 *       they cannot be read; 500 when a rule failed at some, the others are in.
 *   <li>{@code GET /index?query=Q&limit=N}: what the query (default {@code true}) finds, as an
 *       array, at most N (default 10,000) and no more bytes than a body may have; when there is
 *       more, with {@code X-Tocsin-Truncated: true}.
 *   <li>{@code POST /reload}: 200 with the outcome, or 422 with the problems in {@code error}.
 *   <li>WebSockets at {@code /index}, {@code /pubsub/CHANNEL} and {@code /events}, and server-sent
 *       events at the first two: see {@link io.tocsin.transport.live}.
 * </ul>
 *
 * <p>Errors are JSON objects with {@code error}. 503 with {@code Retry-After} means that the lane
 * or this listener has too much to do; nothing of the request was taken.
 *
 * <p>{@link HttpAccess} says whose tokens allow what. Browsers are kept from acting for other
 * sites' pages: a request that is no GET or HEAD and whose {@code Origin} is not the very host and
 * port it goes to is refused with 403, and so is, while the listener is bound to a loopback
 * address, any request whose {@code Host} is no name of the loopback. A proxy before it must
 * therefore set {@code Host} to the loopback too.
 */
public final class HttpListener implements AutoCloseable {

  private static final int BACKLOG = 1024;

  /** Of one read; bounds how many requests can be taken apart at once, ahead of their turn. */
  private static final int READ_BYTES = 16 << 10;

  /** What all connections together may hold, as a share of the heap. */
  private static final int HEAP_SHARE = 8;

  private static final int CLOSE_SECONDS = 5;

  private final HttpSettings settings;
  private final HubAccess hub;
  private final Telemetry telemetry;
  private final TimeSource time;
  private final ByteBudget budget;

  // Of the HTTP thread only.
  private final Set<Channel> connections = new HashSet<>();

  private volatile @Nullable EventLoopGroup group;
  private volatile @Nullable Channel port;
  private volatile @Nullable SslContext tls;

  public HttpListener(HttpSettings settings, HubAccess hub, Telemetry telemetry, TimeSource time) {
    this(settings, hub, telemetry, time, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * A listener.
   *
   * @param maxHeldBytes what all connections together may hold of requests, events that wait for
   *     the lane, and unread answers
   */
  public HttpListener(
      HttpSettings settings,
      HubAccess hub,
      Telemetry telemetry,
      TimeSource time,
      long maxHeldBytes) {
    this.settings = settings;
    this.hub = hub;
    this.telemetry = telemetry;
    this.time = time;
    this.budget = new ByteBudget(maxHeldBytes);
  }

  /**
   * Begins to listen. Call it once.
   *
   * @throws IOException if the address cannot be had; names it
   */
  public void start() throws IOException {
    if (group != null) {
      throw new IllegalStateException("started before");
    }
    InetSocketAddress address = Ports.resolve(settings.name(), settings.host(), settings.port());
    EventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, HttpListener::thread, NioIoHandler.newFactory());
    group = loop;
    try {
      tls = settings.tls() == null ? null : TlsContexts.server(settings.tls());
      port = Ports.bound(settings.name(), address, bootstrap(loop, address).bind(address));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new FastThreadLocalThread(body, "http");
    // The hub lives by its lanes; a page about it keeps nothing alive.
    thread.setDaemon(true);
    return thread;
  }

  private ServerBootstrap bootstrap(EventLoopGroup loop, InetSocketAddress address) {
    ListenerStats stats = new ListenerStats(settings.name(), telemetry, time);
    stats.gaugeConnections();
    LiveViews views =
        new LiveViews(
            hub.lane(),
            hub.ingress(),
            hub.channels(),
            settings.live(),
            settings.connections(),
            stats,
            budget,
            time,
            loop.next());
    HttpService service =
        new HttpService(
            settings,
            stats,
            time,
            budget,
            new Routes(hub, telemetry, stats, views, loop.next(), settings.maxBodyBytes()),
            new SiteCheck(address.getAddress(), settings.host(), settings.access().origins()));
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        // One read, then the next connection: all get their turn.
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1))
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                welcome(channel, service);
              }
            });
  }

  private void welcome(Channel channel, HttpService service) {
    SslContext encrypted = tls;
    if (encrypted != null) {
      channel.pipeline().addLast(encrypted.newHandler(channel.alloc(), ForkJoinPool.commonPool()));
    }
    int most = settings.connections().maxConnections();
    if (connections.size() >= most) {
      String text = "more than " + most + " connections";
      service.stats.refuse("too-many-connections", channel.remoteAddress(), text);
      channel.pipeline().addLast(new HttpResponseEncoder(), new Farewell(text, time));
      return;
    }
    connections.add(channel);
    channel.closeFuture().addListener(closed -> connections.remove(channel));
    HttpConnection connection = new HttpConnection(service, channel);
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HttpService.MAX_HEAD_BYTES)
            .setMaxHeaderSize(HttpService.MAX_HEAD_BYTES)
            .setMaxChunkSize(READ_BYTES);
    channel
        .pipeline()
        .addLast(
            new RawInput(connection),
            new HttpResponseEncoder(),
            new HttpRequestDecoder(limits),
            connection);
  }

  /** Where it listens; only after {@link #start}. */
  public InetSocketAddress address() {
    return Ports.of(port);
  }

  /**
   * Stops listening and closes all connections; requests not answered by then are not. Waits for
   * that unless called on the HTTP thread. Idempotent.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void close() {
    EventLoopGroup loop = group;
    if (loop == null || loop.isShuttingDown()) {
      return;
    }
    loop.execute(
        () -> {
          Channel listening = port;
          if (listening != null) {
            listening.close();
          }
          List.copyOf(connections).forEach(Channel::close);
          loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
        });
    if (!loop.next().inEventLoop()) {
      loop.terminationFuture().awaitUninterruptibly(2L * CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * Gives its address up at once, and closes when requests in hand have had so long to be answered.
   * Returns when the address is free.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  public void leave(Duration within) {
    EventLoopGroup loop = group;
    Channel listening = port;
    if (loop == null || listening == null || loop.isShuttingDown()) {
      return;
    }
    ChannelFuture closed = listening.close();
    if (!loop.next().inEventLoop()) {
      closed.awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
    loop.schedule(this::close, within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Tells a client that there is no room for it. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static final class Farewell extends ChannelInboundHandlerAdapter {
    private final String text;
    private final TimeSource time;

    Farewell(String text, TimeSource time) {
      this.text = text;
      this.time = time;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      Answer answer = RefusedException.busy(text).answer();
      new AnswerWriter(ctx.channel(), time)
          .write(answer, false, true, false)
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}

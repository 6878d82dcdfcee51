package io.tocsin.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import io.tocsin.source.LaneThread;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.time.TimeSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A lane's thread, which is the event loop of its sockets too. Thread-safe where not said
 * otherwise.
 *
 * <p>The lane's timers ride on one timer of the loop. After every input ({@link #inputDone}) the
 * loop asks when the next thing is due, and moves its timer if that is earlier than what it is set
 * to. When it goes off, {@code arrive} is called, which does what is due, and the timer is set
 * anew. A lane with no timers and no input does not wake.
 *
 * <p>Construction, {@link #drive} once the lane exists, then the listeners' {@code start}; on the
 * way down the listeners first, then {@link #close}.
 */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
public final class LaneLoop implements LaneThread, AutoCloseable {

  /** Tasks of other threads that may wait. */
  public static final int MAX_PENDING = 10_000;

  private static final long NEVER = Long.MAX_VALUE;
  private static final long LOG_INTERVAL_MICROS = 10_000_000;
  private static final long AFTER_FAILURE_MICROS = 100_000;

  /** What of a lane the loop must know. */
  private record Lane(Runnable arrive, LongSupplier nextDueMicros, Runnable inputDone) {}

  private final TimeSource time;
  private final int maxPending;
  private final ByteBudget budget;
  private final QuietLog log;
  private final boolean epoll = Epoll.isAvailable();
  private final EventLoopGroup group;
  private final EventExecutor loop;
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean closed;
  private volatile Lane lane = new Lane(() -> {}, () -> NEVER, () -> {});

  // Of the loop's thread only.
  private long armedMicros = NEVER;
  private @Nullable ScheduledFuture<?> armed;

  /**
   * Gets ready what all loops of a process share: the system's native transport, and the memory of
   * sockets. Without it the first loop does. Any thread may call it.
   */
  public static void prepare() {
    if (Epoll.isAvailable()) {
      EpollIoHandler.newFactory();
    }
    ByteBufAllocator.DEFAULT.ioBuffer(1).release();
  }

  /** A loop with {@link #MAX_PENDING} and a quarter of the heap for what connections hold. */
  public LaneLoop(TimeSource time) {
    this(time, MAX_PENDING, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * A loop.
   *
   * @param maxPending tasks of other threads that may wait
   * @param maxHeldBytes what all connections together may hold of incomplete frames and unread
   *     answers
   */
  public LaneLoop(TimeSource time, int maxPending, long maxHeldBytes) {
    this.time = time;
    this.maxPending = maxPending;
    this.budget = new ByteBudget(maxHeldBytes);
    this.log = new QuietLog(LoggerFactory.getLogger(LaneLoop.class), time, LOG_INTERVAL_MICROS);
    IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new MultiThreadIoEventLoopGroup(1, LaneLoop::thread, io);
    this.loop = group.next();
  }

  private static Thread thread(Runnable body) {
    Thread thread = new FastThreadLocalThread(body, "lane");
    thread.setDaemon(false);
    return thread;
  }

  /**
   * Says which lane this loop drives. Call it once, before the first listener starts.
   *
   * @param arrive moves the lane to the present moment and does what is due
   * @param nextDueMicros when the lane's next timer is due; {@link Long#MAX_VALUE} for never
   */
  public void drive(Runnable arrive, LongSupplier nextDueMicros) {
    drive(arrive, nextDueMicros, () -> {});
  }

  /**
   * As {@link #drive(Runnable, LongSupplier)}.
   *
   * @param inputDone called after every input, before the loop looks for the next; must not throw
   */
  public void drive(Runnable arrive, LongSupplier nextDueMicros, Runnable inputDone) {
    lane = new Lane(arrive, nextDueMicros, inputDone);
    loop.execute(this::inputDone);
  }

  @Override
  public boolean submit(Runnable task) {
    if (closed) {
      return false;
    }
    if (pending.incrementAndGet() > maxPending) {
      pending.decrementAndGet();
      return false;
    }
    try {
      loop.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      return false;
    }
  }

  /**
   * As {@link #submit}, for somebody who never has more than one task waiting: it is not counted,
   * so that it is not refused because of others.
   */
  public boolean signal(Runnable task) {
    if (closed) {
      return false;
    }
    pending.incrementAndGet();
    try {
      loop.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      return false;
    }
  }

  /**
   * Has {@code task} run after the sockets have been looked at once more, with the lane's now at
   * the present moment; not at all once the loop is closed. On the loop's thread only; not counted
   * among those that may wait.
   */
  public void later(Runnable task) {
    if (closed) {
      return;
    }
    // Tasks that are to run at once are run many in a row before the sockets get their turn.
    loop.schedule(
        () -> {
          pending.incrementAndGet();
          run(task);
        },
        1,
        TimeUnit.MICROSECONDS);
  }

  private void run(Runnable task) {
    pending.decrementAndGet();
    // A task runs, whatever was due before it: somebody waits for it.
    runs("timer", "what was due on the lane failed", lane.arrive());
    runs("task", "a task on the lane failed", task);
    inputDone();
  }

  /** Runs a part of the lane's work; says whether it came to its end. */
  private boolean runs(String key, String words, Runnable work) {
    try {
      work.run();
      return true;
    } catch (Throwable e) {
      // Errors too: the lane's timer must be set again, or everything stands still in silence.
      log.error(key, () -> words + ": " + e);
      return false;
    }
  }

  /**
   * Says that the lane has taken input, so that timers may have changed. On the loop's thread only;
   * listeners call it once for each batch of reads.
   */
  public void inputDone() {
    lane.inputDone().run();
    long due = lane.nextDueMicros().getAsLong();
    if (due >= armedMicros) {
      return;
    }
    if (armed != null) {
      armed.cancel(false);
    }
    armedMicros = due;
    long delay = Math.max(0, due - time.nowMicros());
    armed = loop.schedule(this::timerDue, delay, TimeUnit.MICROSECONDS);
  }

  private void timerDue() {
    armed = null;
    armedMicros = NEVER;
    if (!runs("timer", "what was due on the lane failed", lane.arrive())) {
      // What failed may still be due; asked again at once, the loop would spin.
      armedMicros = time.nowMicros() + AFTER_FAILURE_MICROS;
      armed = loop.schedule(this::timerDue, AFTER_FAILURE_MICROS, TimeUnit.MICROSECONDS);
      return;
    }
    inputDone();
  }

  /** Whether the caller is the loop's thread. */
  public boolean isLoopThread() {
    return loop.inEventLoop();
  }

  /**
   * Stops the thread after what was submitted has run. Waits for that unless called on the loop's
   * thread. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    if (!isLoopThread()) {
      group.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS);
    }
  }

  /**
   * Waits until the port of a closed channel is free. Without epoll it is free only when the loop
   * has looked at its sockets once more, which it does before a task that is to run later.
   */
  void awaitFree(Channel closed) {
    if (!isLoopThread()) {
      closed.closeFuture().awaitUninterruptibly();
      if (!epoll) {
        loop.schedule(() -> {}, 2, TimeUnit.MILLISECONDS).awaitUninterruptibly();
      }
    }
  }

  EventLoopGroup group() {
    return group;
  }

  EventExecutor executor() {
    return loop;
  }

  TimeSource time() {
    return time;
  }

  ByteBudget budget() {
    return budget;
  }

  Class<? extends ServerChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends DatagramChannel> datagramChannel() {
    return epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }
}

package io.tocsin.transport;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.tocsin.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a connection may do nothing, leave unfinished what it began, and leave answers unread.
 * Confined to the loop's thread.
 *
 * <p>One timer serves all of it. Moving a deadline back costs nothing: the timer goes off at the
 * old time, sees that nothing has passed and is set anew.
 */
public final class Deadlines {

  /** What passed. */
  public enum Passed {
    IDLE,
    UNFINISHED,
    UNREAD,
    LINGERING
  }

  /** Told of the deadline that passed. Unless a deadline is set anew, it is told once. */
  @FunctionalInterface
  public interface Listener {
    void passed(Passed what);
  }

  private static final long NEVER = Long.MAX_VALUE;
  private static final long MAX_LINGER_MICROS = 2_000_000;

  private final EventExecutor executor;
  private final TimeSource time;
  private final Listener listener;
  private final long idleMicros;
  private final long frameMicros;
  private final long writeMicros;

  private long idleAt = NEVER;
  private long unfinishedAt = NEVER;
  private long unreadAt = NEVER;
  private long lingerAt = NEVER;
  private long unreadBytes;
  private long armedAt = NEVER;
  private @Nullable ScheduledFuture<?> armed;

  Deadlines(LaneLoop loop, ConnectionLimits limits, Listener listener) {
    this(loop.executor(), loop.time(), limits, listener);
  }

  /** Deadlines of a connection on the loop {@code executor}; nothing is awaited yet. */
  public Deadlines(
      EventExecutor executor, TimeSource time, ConnectionLimits limits, Listener listener) {
    this.executor = executor;
    this.time = time;
    this.listener = listener;
    this.idleMicros = limits.idleTimeout().isZero() ? NEVER : micros(limits.idleTimeout());
    this.frameMicros = micros(limits.frameTimeout());
    this.writeMicros = micros(limits.writeTimeout());
  }

  private static long micros(Duration duration) {
    return TimeUnit.MICROSECONDS.convert(duration);
  }

  /** Input came, or the connection was opened. */
  public void active() {
    idleAt = later(idleMicros);
    arm(idleAt);
  }

  /** The peer waits for us: until it is {@link #active} again, it is not idle. */
  public void working() {
    idleAt = NEVER;
  }

  /** Something has begun that must be finished in time; what had begun before is finished. */
  public void begun() {
    unfinishedAt = later(frameMicros);
    arm(unfinishedAt);
  }

  /** As {@link #begun}, unless something has begun already. */
  public void begunIfNot() {
    if (!hasBegun()) {
      begun();
    }
  }

  /** Whether something has begun. */
  public boolean hasBegun() {
    return unfinishedAt != NEVER;
  }

  /** Nothing is unfinished. */
  public void finished() {
    unfinishedAt = NEVER;
  }

  /**
   * Answers lie unread. The time begins anew when they have become fewer.
   *
   * @param bytes that must be read before there is room for more
   */
  public void unread(long bytes) {
    if (unreadAt == NEVER || bytes < unreadBytes) {
      unreadAt = later(writeMicros);
      arm(unreadAt);
    }
    unreadBytes = bytes;
  }

  /**
   * Whether unread answers have become fewer since the time for them began; if so, it begins anew.
   */
  public boolean isMovingOn(long bytes) {
    boolean fewer = bytes < unreadBytes;
    unread(bytes);
    return fewer;
  }

  /** There is room for answers. */
  public void read() {
    unreadAt = NEVER;
  }

  /** The last answer is on its way; nothing but the end is awaited now. */
  public void linger() {
    idleAt = NEVER;
    unfinishedAt = NEVER;
    unreadAt = NEVER;
    lingerAt = later(Math.min(MAX_LINGER_MICROS, writeMicros));
    arm(lingerAt);
  }

  /** The connection is gone. */
  public void stop() {
    if (armed != null) {
      armed.cancel(false);
      armed = null;
    }
    armedAt = 0;
  }

  private long later(long micros) {
    long now = time.elapsedMicros();
    return micros > NEVER - now ? NEVER : now + micros;
  }

  private void arm(long at) {
    if (at >= armedAt) {
      return;
    }
    if (armed != null) {
      armed.cancel(false);
    }
    armedAt = at;
    long delay = Math.max(0, at - time.elapsedMicros());
    armed = executor.schedule(this::check, delay, TimeUnit.MICROSECONDS);
  }

  private void check() {
    armed = null;
    armedAt = NEVER;
    long now = time.elapsedMicros();
    Passed passed = passed(now);
    if (passed == null) {
      arm(Math.min(Math.min(idleAt, unfinishedAt), Math.min(unreadAt, lingerAt)));
    } else {
      listener.passed(passed);
    }
  }

  private @Nullable Passed passed(long now) {
    if (now >= lingerAt) {
      return Passed.LINGERING;
    }
    if (now >= unreadAt) {
      return Passed.UNREAD;
    }
    if (now >= unfinishedAt) {
      return Passed.UNFINISHED;
    }
    return now >= idleAt ? Passed.IDLE : null;
  }
}

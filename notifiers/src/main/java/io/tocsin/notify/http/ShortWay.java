package io.tocsin.notify.http;

import io.tocsin.sink.SinkThreads;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs an HTTP client's tasks where they come up, on the client's own thread and that of the
 * caller, instead of handing each to another: every thread that has to wake for a request makes it
 * later. Fit for a client that has one exchange at a time and whose handlers only keep what comes.
 *
 * <p>What must not be on the caller's thread is the look-up of a name: it may take longer than an
 * attempt is given, and heeds no interrupt. So for a host that is no address the caller's tasks go
 * to another thread.
 *
 * <p>Thread-safe; one caller at a time.
 */
final class ShortWay implements Executor {

  /** IPv6 addresses have colons and brackets; what ends in a number is IPv4, or no host at all. */
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|.*\\.\\d+");

  private final Executor elsewhere;
  private final boolean looksUp;
  private volatile @Nullable Thread caller;

  ShortWay(URI address) {
    this(address, SinkThreads.asNeeded("tocsin-http"));
  }

  /**
   * For requests to one address.
   *
   * @param elsewhere for what may take its time
   */
  ShortWay(URI address, Executor elsewhere) {
    this.elsewhere = elsewhere;
    this.looksUp = !ADDRESS.matcher(String.valueOf(address.getHost())).matches();
  }

  /** The thread that makes the next request is the present one. */
  void calledHere() {
    caller = Thread.currentThread();
  }

  @Override
  public void execute(Runnable task) {
    if (looksUp && Thread.currentThread() == caller) {
      elsewhere.execute(task);
    } else {
      task.run();
    }
  }
}

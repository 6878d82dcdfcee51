package io.tocsin.sink;

import java.time.Duration;

/**
 * An exit: makes one attempt to deliver. It never queues, retries or limits; an {@link Outbox}
 * around it does.
 *
 * <p>Called by one thread at a time. No secret of its settings ever appears in a {@link Delivery},
 * an exception, a log line or {@code toString}.
 */
public interface Sink extends AutoCloseable {

  /**
   * One attempt. The parcel is one message: one email, one Slack message, one request; a sink of
   * measurements may be given several messages at once.
   *
   * <p>A repeated attempt is given equal messages again, of the same ids: also after a restart of
   * the hub, though then not in the same company.
   *
   * @param timeout bound on the whole attempt
   */
  Delivery deliver(Parcel parcel, Duration timeout) throws InterruptedException;

  /**
   * Lets go of connections. Idempotent. May come from another thread while an attempt goes on far
   * beyond its timeout, and then ends that attempt.
   */
  @Override
  void close();
}

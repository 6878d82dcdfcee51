package io.tocsin.transport.live;

import java.time.Duration;

/**
 * What a listener grants those who watch. Immutable.
 *
 * @param queueBytes about how much may wait for one of them, at least 1
 * @param maxSubscriptions how many may watch at one time, at least 1
 * @param maxMessageBytes of a WebSocket message that is sent here, at least 126
 * @param pingEvery how often a WebSocket is asked whether it is there; closed when it has not
 *     answered by the next time; longer than zero
 * @param heartbeatEvery how often a stream of server-sent events says that it is there; longer than
 *     zero
 */
public record LiveSettings(
    int queueBytes,
    int maxSubscriptions,
    int maxMessageBytes,
    Duration pingEvery,
    Duration heartbeatEvery) {

  /** What may wait for one of them unless said otherwise: 4 MiB. */
  public static final int DEFAULT_QUEUE_BYTES = 4 << 20;

  /** 4 MiB each, 1000 at one time, 1 MiB a message, 30 and 15 seconds. */
  public static final LiveSettings DEFAULT =
      new LiveSettings(
          DEFAULT_QUEUE_BYTES, 1000, 1 << 20, Duration.ofSeconds(30), Duration.ofSeconds(15));

  private static final int LARGEST_CONTROL_FRAME = 125;

  public LiveSettings {
    if (queueBytes < 1 || maxSubscriptions < 1) {
      throw new IllegalArgumentException(
          "queueBytes and maxSubscriptions must be at least 1, were "
              + queueBytes
              + " and "
              + maxSubscriptions);
    }
    if (maxMessageBytes <= LARGEST_CONTROL_FRAME) {
      throw new IllegalArgumentException(
          "maxMessageBytes must be at least 126, was " + maxMessageBytes);
    }
    if (pingEvery.toMillis() < 1 || heartbeatEvery.toMillis() < 1) {
      throw new IllegalArgumentException("pingEvery and heartbeatEvery must be at least 1 ms");
    }
  }

  public LiveSettings withQueueBytes(int value) {
    return new LiveSettings(value, maxSubscriptions, maxMessageBytes, pingEvery, heartbeatEvery);
  }

  public LiveSettings withMaxSubscriptions(int value) {
    return new LiveSettings(queueBytes, value, maxMessageBytes, pingEvery, heartbeatEvery);
  }

  public LiveSettings withMaxMessageBytes(int value) {
    return new LiveSettings(queueBytes, maxSubscriptions, value, pingEvery, heartbeatEvery);
  }

  /** How often a WebSocket is asked, and how often a stream says so. */
  public LiveSettings withSignsOfLife(Duration ping, Duration heartbeat) {
    return new LiveSettings(queueBytes, maxSubscriptions, maxMessageBytes, ping, heartbeat);
  }
}

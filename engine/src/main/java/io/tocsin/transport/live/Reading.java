package io.tocsin.transport.live;

import io.netty.channel.Channel;

/**
 * Whether the other side reads what is written to it. One that says something now and then, but
 * takes nothing, would hold what waits for it forever. Confined to the HTTP thread.
 */
final class Reading {

  private final Channel channel;
  private boolean wasFull;

  Reading(Channel channel) {
    this.channel = channel;
  }

  /** It has just taken something. */
  void went() {
    wasFull = false;
  }

  /** Asked at steady intervals: whether it has taken nothing since it was last asked. */
  boolean hasStopped() {
    boolean isFull = !channel.isWritable();
    boolean stopped = isFull && wasFull;
    wasFull = isFull;
    return stopped;
  }
}

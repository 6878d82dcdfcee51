package io.tocsin.transport;

import io.netty.buffer.ByteBuf;

/** What happens to one connection. All calls come on the loop's thread. */
interface Connection {

  /** Bytes came; they are the caller's again afterwards. */
  void read(ByteBuf in);

  /** No more bytes for now. */
  void readComplete();

  /** There is room again for what is to be sent, or none any more. */
  default void writabilityChanged() {}

  /** The peer sends no more; it may still read. */
  void inputClosed();

  /** The connection is gone, for whatever reason. Called once. */
  void gone();
}

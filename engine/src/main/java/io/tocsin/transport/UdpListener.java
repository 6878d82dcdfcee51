package io.tocsin.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Riemann's protocol over UDP: one message a datagram of up to 64 KiB, and never an answer. {@link
 * #start} and {@link #close} may be called by any thread, one after the other.
 *
 * <p>A datagram that is no message is counted and dropped; so is a query, which cannot be answered.
 * What the kernel drops because the lane is behind is counted as lost, where the kernel tells.
 */
public final class UdpListener implements AutoCloseable {

  private final UdpSettings settings;
  private final LaneLoop loop;
  private final Telemetry telemetry;
  private final ListenerStats stats;
  private final Intake intake;
  private final MessageDecoder decoder;
  private volatile @Nullable Channel channel;
  private volatile Runnable readKernelDrops = () -> {};

  public UdpListener(UdpSettings settings, LaneLoop loop, Ingress ingress, Telemetry telemetry) {
    this.settings = settings;
    this.loop = loop;
    this.telemetry = telemetry;
    this.stats = new ListenerStats(settings.name(), telemetry, loop.time());
    this.intake = new Intake(ingress, stats);
    this.decoder =
        new MessageDecoder(settings.wire(), stats.odd("not-utf8"), stats.odd("absurd-time"));
  }

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be had; names it
   */
  public void start() throws IOException {
    InetSocketAddress address = Ports.resolve(settings.name(), settings.host(), settings.port());
    Bootstrap bootstrap =
        Datagrams.bootstrap(loop, settings.receiveBufferBytes(), stats, this::datagram);
    channel = Ports.bound(settings.name(), address, bootstrap.bind(address));
    int port = address().getPort();
    readKernelDrops =
        telemetry.lostElsewhere(
            "kernelDropped", settings.name() + " " + port, () -> KernelDrops.onPort(port));
  }

  private void datagram(byte[] bytes, int length, SocketAddress sender) {
    stats.messageIn();
    try {
      intake.arrive();
      WireMessage message = decoder.decode(bytes, 0, length);
      intake.accept(message.events(), sender, bytes, 0, length);
      if (message.query() != null) {
        stats.refuse("query-without-answer", sender, "a query over UDP cannot be answered");
      }
    } catch (WireException e) {
      stats.refuse("undecodable", sender, String.valueOf(e.getMessage()));
    }
  }

  /** Where it listens; only after {@link #start}. */
  public InetSocketAddress address() {
    return Ports.of(channel);
  }

  /** Stops listening. Idempotent. */
  @Override
  public void close() {
    // The kernel forgets its count with the socket.
    readKernelDrops.run();
    Datagrams.close(channel, loop);
  }
}

package io.tocsin.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One sender of carbon's lines. Confined to the loop's thread. */
// What fails to be written or closed is gone, and says so by itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class CarbonConnection implements Connection {

  private final CarbonService service;
  private final Channel channel;
  private final @Nullable SocketAddress peer;
  private final LineSplitter splitter;
  private final Deadlines deadlines;
  private int lines;

  CarbonConnection(CarbonService service, ChannelHandlerContext ctx) {
    this.service = service;
    this.channel = ctx.channel();
    this.peer = channel.remoteAddress();
    this.splitter =
        new LineSplitter(CarbonService.MAX_LINE_BYTES, service.loop.budget(), this::line);
    this.deadlines = new Deadlines(service.loop, service.settings.connections(), this::passed);
    deadlines.active();
  }

  @Override
  public void read(ByteBuf in) {
    if (!channel.isActive()) {
      return;
    }
    deadlines.active();
    service.intake.arrive();
    int length = service.buffer.fill(in);
    lines = 0;
    if (!splitter.feed(service.buffer.bytes(), 0, length)) {
      service.stats.refuse(
          "line-too-long",
          peer,
          "line over " + CarbonService.MAX_LINE_BYTES + " bytes, or no room for incomplete lines");
      splitter.release();
      channel.close();
    } else if (!splitter.isHolding()) {
      deadlines.finished();
    } else if (lines > 0 || !deadlines.hasBegun()) {
      deadlines.begun();
    }
  }

  private void line(byte[] bytes, int from, int to) {
    lines++;
    service.line(bytes, from, to, peer);
  }

  @Override
  public void readComplete() {
    service.loop.inputDone();
  }

  @Override
  public void inputClosed() {
    channel.close();
  }

  private void passed(Deadlines.Passed what) {
    if (what == Deadlines.Passed.UNFINISHED) {
      String after = service.settings.connections().frameTimeout().toString();
      service.stats.refuse("unfinished", peer, "line not complete after " + after);
      splitter.release();
    } else {
      service.stats.odd("idle-connection").increment();
    }
    channel.close();
  }

  @Override
  public void gone() {
    deadlines.stop();
    if (splitter.isHolding()) {
      // A number cut short would be a wrong number.
      service.stats.refuse("truncated", peer, "connection ended within a line");
    }
    splitter.release();
  }
}

package io.tocsin.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.Await;
import io.tocsin.fixture.HubProcess;
import io.tocsin.fixture.RawClient;
import io.tocsin.transport.client.RiemannClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender that is much faster than the rules is slowed down, and no one else is. */
final class BackPressureTest {

  private static final int EVENTS_A_FRAME = 20;
  private static final Duration FLOOD = Duration.ofSeconds(4);
  private static final int ACK_BYTES = 6;

  @TempDir Path folder;

  private HubProcess hub() throws Exception {
    return HubProcess.start(
        Files.writeString(
            folder.resolve("rules.groovy"),
            """
            server {
              tcp port: 0
              http port: 0
            }
            long work(long rounds) {
              long x = 1
              for (long i = 0; i < rounds; i++) { x = x * 31 + i }
              x
            }
            streams {
              where { service == 'slow' && work(50000) != 0 } { index() }
              where { service != 'slow' } { index() }
            }
            """),
        "-Xmx256m");
  }

  @Test
  void aFloodIsNotReadWhileTheRulesAreBehindAndNothingOfItIsLost() throws Exception {
    Event slow =
        Event.builder()
            .host("flood")
            .service("slow")
            .metric(1)
            .description("d".repeat(250))
            .build();
    Event[] many = new Event[EVENTS_A_FRAME];
    java.util.Arrays.fill(many, slow);
    byte[] frame = RawClient.frame(many);
    try (HubProcess hub = hub();
        RiemannClient polite = hub.client();
        SocketChannel flood = SocketChannel.open()) {
      long heapBefore = hub.heapBytes();
      flood.configureBlocking(false);
      flood.connect(new InetSocketAddress("127.0.0.1", hub.port("tcp")));
      Await.until("the connection", Duration.ofSeconds(10), flood::finishConnect);

      Flood sent = new Flood(flood, frame);
      sent.pour();
      long frames = sent.wholeFrames();
      long taken = hub.count("tocsin_events_in_total{listener=\"tcp\"}");

      assertThat(sent.refusals()).as("writes that found no room").isPositive();
      assertThat(taken).isLessThan(frames * EVENTS_A_FRAME);
      assertThat(sent.bytes() - taken / EVENTS_A_FRAME * frame.length)
          .as("bytes on their way, all of them in the kernel's hands")
          .isLessThan(32L << 20);
      for (int i = 0; i < 5; i++) {
        long asked = System.nanoTime();
        polite.send(List.of(Event.builder().host("polite").service("beat").metric(i).build()));
        assertThat(polite.query("host = \"polite\"")).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
      }
      // Looked at more than once: between the collection and the look, more garbage is made.
      Await.that(
          Duration.ofSeconds(20),
          () -> assertThat(hub.heapBytes() - heapBefore).as("heap").isLessThan(32L << 20));

      flood.shutdownOutput();
      assertThat(sent.acksUntilTheEnd()).isEqualTo(frames);
      assertThat(hub.count("tocsin_events_in_total{listener=\"tcp\"}"))
          .isEqualTo(frames * EVENTS_A_FRAME + 5);
      assertThat(hub.log()).doesNotContain("ERROR");
    }
  }

  /** Sends frames as fast as they are taken, and counts the acks. */
  private static final class Flood {
    private final SocketChannel channel;
    private final byte[] frame;
    private final ByteBuffer acks = ByteBuffer.allocate(1 << 16);
    private long bytes;
    private long refusals;
    private long ackBytes;

    Flood(SocketChannel channel, byte[] frame) {
      this.channel = channel;
      this.frame = frame;
    }

    long bytes() {
      return bytes;
    }

    long wholeFrames() {
      return bytes / frame.length;
    }

    long refusals() {
      return refusals;
    }

    /** Sends for a while, up to the end of a frame. Acks are read all the time. */
    void pour() throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(frame);
      long end = System.nanoTime() + FLOOD.toNanos();
      while (System.nanoTime() - end < 0 || rest.position() > 0) {
        int n = channel.write(rest);
        bytes += n;
        if (!rest.hasRemaining()) {
          rest.clear();
        }
        readAcks();
        if (n == 0) {
          refusals++;
          LockSupport.parkNanos(1_000_000);
        }
      }
    }

    private int readAcks() throws IOException {
      acks.clear();
      int n = channel.read(acks);
      ackBytes += Math.max(0, n);
      return n;
    }

    long acksUntilTheEnd() throws IOException {
      channel.configureBlocking(true);
      while (readAcks() >= 0) {
        if (ackBytes > wholeFrames() * ACK_BYTES) {
          throw new EOFException("more acks than frames");
        }
      }
      return ackBytes / ACK_BYTES;
    }
  }
}

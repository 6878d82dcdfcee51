package io.tocsin.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.FrameSplitter.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link FrameSplitter}. */
final class FrameSplitterTest {

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final List<String> frames = new ArrayList<>();
  private boolean wantsMore = true;
  private final FrameSplitter splitter =
      new FrameSplitter(
          1000,
          budget,
          (bytes, from, length) -> {
            frames.add(new String(bytes, from, length, UTF_8));
            return wantsMore;
          });

  private static byte[] stream(String... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String frame : frames) {
      out.writeBytes(Wires.frame(frame.getBytes(UTF_8)));
    }
    return out.toByteArray();
  }

  private Outcome feed(byte[] bytes, int from, int to) {
    return splitter.feed(bytes, from, to - from);
  }

  @Test
  void splitsAlikeWhereverTheReadsEnd() {
    byte[] bytes = stream("one", "", "three", "f");
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        frames.clear();
        assertThat(feed(bytes, 0, first)).isEqualTo(Outcome.TAKEN);
        assertThat(feed(bytes, first, second)).isEqualTo(Outcome.TAKEN);
        assertThat(feed(bytes, second, bytes.length)).isEqualTo(Outcome.TAKEN);
        assertThat(frames).containsExactly("one", "", "three", "f");
        assertThat(splitter.isHolding()).isFalse();
        assertThat(budget.used()).isZero();
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void splitsAndPausesAtRandomWithoutLosingAByte(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<String> expected = new ArrayList<>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        expected.add("x".repeat(random.nextInt(random.nextBoolean() ? 5 : 1000)) + i);
      }
      byte[] bytes = stream(expected.toArray(String[]::new));
      frames.clear();
      for (int at = 0; at < bytes.length; ) {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(700));
        wantsMore = random.nextInt(3) > 0;
        feed(bytes, at, to);
        at = to;
        while (splitter.isPaused() && random.nextInt(4) > 0) {
          wantsMore = random.nextInt(3) > 0;
          splitter.resume();
        }
      }
      wantsMore = true;
      while (splitter.isPaused()) {
        splitter.resume();
      }
      assertThat(frames).isEqualTo(expected);
      assertThat(budget.used()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, TAKEN",
    "1001, TOO_LARGE",
    "2147483647, TOO_LARGE",
    "2147483648, TOO_LARGE",
    "4294967295, TOO_LARGE"
  })
  void refusesALengthOverTheLimitAsSoonAsItIsKnown(long length, Outcome expected) {
    byte[] header = ByteBuffer.allocate(4).putInt((int) length).array();

    assertThat(feed(header, 0, 4)).isEqualTo(expected);

    splitter.release();
    assertThat(feed(header, 0, 3)).isEqualTo(Outcome.TAKEN);
    assertThat(feed(header, 3, 4)).isEqualTo(expected);
    if (expected == Outcome.TOO_LARGE) {
      assertThat(splitter.refusedLength()).isEqualTo(length);
    }
  }

  @Test
  void takesRoomForWhatHasComeNotForWhatIsPromised() {
    byte[] frame = stream("x".repeat(1000));

    feed(frame, 0, 5);
    assertThat(budget.used()).isLessThanOrEqualTo(256);
    feed(frame, 5, 400);
    assertThat(budget.used()).isBetween(400L, 800L);
    feed(frame, 400, frame.length);
    assertThat(budget.used()).isZero();
    assertThat(frames).hasSize(1);
  }

  @Test
  void refusesWhatThereIsNoRoomForAndGivesBackWhatItHad() {
    FrameSplitter poor = new FrameSplitter(1000, new ByteBudget(300), (b, f, l) -> true);
    byte[] frame = stream("x".repeat(1000));

    assertThat(poor.feed(frame, 0, 100)).isEqualTo(Outcome.TAKEN);
    assertThat(poor.feed(frame, 100, 400)).isEqualTo(Outcome.NO_ROOM);
  }
}

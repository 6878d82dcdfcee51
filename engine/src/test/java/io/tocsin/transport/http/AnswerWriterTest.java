package io.tocsin.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.tocsin.testkit.ManualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link AnswerWriter}. */
final class AnswerWriterTest {

  private final ManualTime time = new ManualTime();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private List<Object> written(int length, boolean headOnly) {
    Answer answer = Answer.text(HttpResponseStatus.OK, "text/plain", "x".repeat(length));
    ChannelFuture written = new AnswerWriter(channel, time).write(answer, headOnly, false, false);
    assertThat(written.isSuccess()).isTrue();
    List<Object> all = new ArrayList<>();
    for (Object one = channel.readOutbound(); one != null; one = channel.readOutbound()) {
      all.add(one);
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "65536, 1", "65537, 2", "131072, 2", "131073, 3"})
  void writesPiecesSoThatSlowReadingCanBeSeen(int length, int pieces) {
    List<Object> all = written(length, false);

    assertThat(all).hasSize(pieces + 2).last().isEqualTo(LastHttpContent.EMPTY_LAST_CONTENT);
    int sum = 0;
    for (Object one : all.subList(1, pieces + 1)) {
      assertThat(one).isInstanceOf(DefaultHttpContent.class);
      sum += ((HttpContent) one).content().readableBytes();
    }
    assertThat(sum).isEqualTo(length);
  }

  @Test
  void announcesTheLengthOfABodyItLeavesOut() {
    List<Object> all = written(5, true);

    assertThat(all).hasSize(2);
    assertThat(((HttpResponse) all.get(0)).headers().getInt("content-length")).isEqualTo(5);
  }

  @Test
  void datesTheAnswer() {
    time.set(784_111_777_999_999L);

    HttpResponse head = (HttpResponse) written(0, false).get(0);

    assertThat(head.headers().get("date")).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }
}

package io.tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Behaviour of {@link Batch}. */
final class BatchTest {

  @Test
  void isTextOfBoundedLengthHoweverManyEvents() {
    Event event = Event.builder().host("a").build();

    assertThat(Batch.of(Collections.nCopies(100_000, event), 1, 2))
        .hasToString("Batch of 100000, first " + event + " from 1 until 2");
    assertThat(Batch.of(List.of(), 1, 2)).hasToString("Batch of 0 from 1 until 2");
  }
}

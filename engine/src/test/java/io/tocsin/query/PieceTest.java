package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class PieceTest {

  /**
   * Few letters, so that beginnings come back inside, around the lengths where the search changes.
   */
  @Test
  void findsWhatThePlainSearchFinds() {
    long seed = new Random().nextLong();
    System.out.println("piece seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String where = letters(random, 250 + random.nextInt(20));
      String text =
          random.nextBoolean()
              ? letters(random, 7 + random.nextInt(6))
              : where.substring(random.nextInt(100), 110 + random.nextInt(100));
      int from = random.nextInt(12);

      assertThat(new Piece(text).in(where, from))
          .as("%s in %s from %s", text, where, from)
          .isEqualTo(where.indexOf(text, from));
    }
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(random.nextInt(10) == 0 ? 'b' : 'a');
    }
    return text.toString();
  }
}

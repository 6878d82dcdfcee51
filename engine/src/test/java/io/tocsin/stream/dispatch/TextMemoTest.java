package io.tocsin.stream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextMemoTest {

  private final TextMemo memo = new TextMemo();

  @Test
  void keepsWhatWasPutForAnEqualText() {
    int[] value = {1};
    memo.put("text", value);

    assertThat(memo.get(new StringBuilder("te").append("xt").toString())).isSameAs(value);
    assertThat(memo.get("other")).isNull();
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(memo.get("text")).isNull();
  }

  @Test
  void keepsTextsUpToItsLongest() {
    String longest = "x".repeat(TextMemo.LONGEST);
    memo.put(longest, new int[] {1});
    memo.put(longest + "x", new int[] {2});

    assertThat(memo.get(longest)).containsExactly(1);
    assertThat(memo.get(longest + "x")).isNull();
  }

  @Test
  void ofCollidingTextsTheLatestTwoAreKept() {
    List<String> texts = colliding(6);
    assertThat(texts.stream().map(String::hashCode).distinct()).hasSize(1);
    for (int i = 0; i < texts.size(); i++) {
      memo.put(texts.get(i), new int[] {i});
    }

    assertThat(texts.subList(0, texts.size() - 2)).allMatch(text -> memo.get(text) == null);
    assertThat(memo.get(texts.get(texts.size() - 2))).containsExactly(texts.size() - 2);
    assertThat(memo.get(texts.get(texts.size() - 1))).containsExactly(texts.size() - 1);
  }

  /** Two to the power of {@code pairs} texts of the same hash. */
  private static List<String> colliding(int pairs) {
    List<String> texts = List.of("");
    for (int i = 0; i < pairs; i++) {
      List<String> longer = new ArrayList<>();
      for (String text : texts) {
        longer.add(text + "Aa");
        longer.add(text + "BB");
      }
      texts = longer;
    }
    return texts;
  }

  @Test
  void mostOfAThousandTextsAreKeptAndNeverMoreThanThereArePlaces() {
    for (int i = 0; i < 1000; i++) {
      memo.put("service " + i, new int[] {i});
    }
    assertThat(kept(0, 1000)).isGreaterThan(900);

    for (int i = 1000; i < 100_000; i++) {
      memo.put("service " + i, new int[] {i});
    }
    assertThat(kept(0, 100_000)).isBetween(TextMemo.PLACES * 9 / 10, TextMemo.PLACES);
  }

  private int kept(int from, int to) {
    int kept = 0;
    for (int i = from; i < to; i++) {
      int[] value = memo.get("service " + i);
      if (value != null) {
        assertThat(value).containsExactly(i);
        kept++;
      }
    }
    return kept;
  }
}

package io.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.conformance.VerbEntries.Entry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of {@code docs/verbs.md} show what their cases do, drawn by {@link Picture}. */
final class PictureTest {

  static List<StreamCase> pictures() throws IOException {
    return StreamConformanceTest.cases().stream()
        .filter(one -> one.file().equals("pictures.yaml"))
        .toList();
  }

  /** A line may end with a word of explanation, three spaces after what is drawn. */
  @ParameterizedTest
  @MethodSource("pictures")
  void anEntryShowsThePictureOfItsCase(StreamCase one) throws IOException {
    assertThat(one.name()).startsWith(VerbEntries.PICTURE);
    String verb = one.name().substring(VerbEntries.PICTURE.length());
    List<String> drawn = Picture.of(one.data());
    List<String> shown = VerbEntries.of(verb).picture().lines().toList();

    assertThat(shown)
        .as("the picture of %s, drawn:%n%s%n", verb, String.join("\n", drawn))
        .hasSameSizeAs(drawn);
    for (int i = 0; i < drawn.size(); i++) {
      String line = drawn.get(i);
      assertThat(shown.get(i)).as("line %d of the picture of %s", i + 1, verb).startsWith(line);
      assertThat(shown.get(i).substring(line.length())).matches("|   .*\\S");
    }
  }

  @Test
  void everyEntryHasAPicture() throws IOException {
    assertThat(VerbEntries.all())
        .hasSizeGreaterThan(100)
        .allSatisfy(entry -> assertThat(entry.picture()).as(entry.verb()).isNotBlank());
    assertThat(VerbEntries.all()).extracting(Entry::verb).doesNotHaveDuplicates();
  }
}

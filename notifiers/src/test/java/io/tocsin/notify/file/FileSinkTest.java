package io.tocsin.notify.file;

import static io.tocsin.notify.contract.Parcels.parcel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.event.Event;
import io.tocsin.notify.file.ConsoleSettings.Format;
import io.tocsin.sink.Delivery;
import io.tocsin.sink.Delivery.Verdict;
import io.tocsin.sink.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of the file and console outputs. */
final class FileSinkTest {

  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final Event A = Event.of(Map.of("service", "a\nb"));
  private static final Event B = Event.of(Map.of("service", "b", "description", "x\ny"));
  private static final String A_LINE = "{\"service\":\"a\\nb\"}";
  private static final String B_LINE = "{\"service\":\"b\",\"description\":\"x\\ny\"}";

  @TempDir Path directory;

  private Sink open(Path path) {
    return FileSettings.of("log", path).open();
  }

  @Test
  void appendsALineForEachEvent() throws Exception {
    Path path = directory.resolve("new/deep/events.jsonl");
    try (Sink sink = open(path)) {
      assertThat(sink.deliver(parcel(List.of(A, B)), PLENTY)).isEqualTo(Delivery.delivered());
    }
    try (Sink sink = open(path)) {
      sink.deliver(parcel(List.of(A)), PLENTY);
    }

    assertThat(path).hasContent(A_LINE + "\n" + B_LINE + "\n" + A_LINE);
  }

  @Test
  void beginsANewFileWhenTheOldOneWasMovedAway() throws Exception {
    Path path = directory.resolve("events.jsonl");
    Path rotated = directory.resolve("events.jsonl.1");
    try (Sink sink = open(path)) {
      sink.deliver(parcel(List.of(A)), PLENTY);
      Files.move(path, rotated);
      sink.deliver(parcel(List.of(B)), PLENTY);
    }

    assertThat(rotated).hasContent(A_LINE);
    assertThat(path).hasContent(B_LINE);
  }

  @Test
  void beginsANewFileWhenTheOldOneWasReplacedOrRemoved() throws Exception {
    Path path = directory.resolve("events.jsonl");
    try (Sink sink = open(path)) {
      sink.deliver(parcel(List.of(A)), PLENTY);
      Path other = Files.writeString(directory.resolve("other"), "other\n");
      Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      sink.deliver(parcel(List.of(B)), PLENTY);
      assertThat(path).hasContent("other\n" + B_LINE);
      Files.delete(path);
      sink.deliver(parcel(List.of(A)), PLENTY);
    }

    assertThat(path).hasContent(A_LINE);
  }

  @ParameterizedTest(name = "''{0}'' becomes ''{1}''")
  @CsvSource({"'', ''", "'{\"half', '{\"half\n'", "'whole\n', 'whole\n'", "'a\nb', 'a\nb\n'"})
  void endsAHalfLineThatItFinds(String found, String kept) throws Exception {
    Path path = Files.writeString(directory.resolve("events.jsonl"), found);
    try (Sink sink = open(path)) {
      sink.deliver(parcel(List.of(A)), PLENTY);
      sink.deliver(parcel(List.of(B)), PLENTY);
    }

    assertThat(Files.readString(path)).isEqualTo(kept + A_LINE + "\n" + B_LINE + "\n");
  }

  @Test
  void goesOnAtTheEndOfAFileThatWasCutShort() throws Exception {
    Path path = directory.resolve("events.jsonl");
    try (Sink sink = open(path)) {
      sink.deliver(parcel(List.of(A)), PLENTY);
      Files.writeString(path, "");
      sink.deliver(parcel(List.of(B)), PLENTY);
    }

    assertThat(path).hasContent(B_LINE);
  }

  @Test
  void triesAgainWhenItCannotWrite() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    try (Sink sink = open(file.resolve("events.jsonl"))) {
      Delivery delivery = sink.deliver(parcel(List.of(A)), PLENTY);

      assertThat(delivery.verdict()).isEqualTo(Verdict.RETRYABLE);
      assertThat(delivery.reason()).startsWith("cannot write to " + file);
      Files.delete(file);
      assertThat(sink.deliver(parcel(List.of(A)), PLENTY)).isEqualTo(Delivery.delivered());
    }
  }

  @Test
  void refusesAPathThatNamesNoFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSettings.of("log", Path.of("/")))
        .withMessageContaining("path must name a file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSettings.of("log", Path.of("")))
        .withMessageContaining("path must name a file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSettings.of(" ", Path.of("x")))
        .withMessageContaining("name");
  }

  @Test
  void printsJsonOrReadableLines() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    new ConsoleSink(out, Format.JSON).deliver(parcel(List.of(A)), PLENTY);
    new ConsoleSink(out, Format.TEXT).deliver(parcel(List.of(A, B)), PLENTY);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(A_LINE + "\na b\nb description=x y\n");
  }

  @Test
  void rejectsWhatTheConsoleDoesNotTakeAndGoesOnWhenItDoes() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    boolean[] full = {true};
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (full[0]) {
              throw new IOException("no space left");
            }
            printed.write(b);
          }
        };
    ConsoleSink sink = new ConsoleSink(out, Format.JSON);

    assertThat(sink.deliver(parcel(List.of(A)), PLENTY).verdict()).isEqualTo(Verdict.REJECTED);
    full[0] = false;
    assertThat(sink.deliver(parcel(List.of(A)), PLENTY)).isEqualTo(Delivery.delivered());
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(A_LINE + "\n");
    assertThat(ConsoleSettings.of("out").kind()).isEqualTo("console");
  }
}

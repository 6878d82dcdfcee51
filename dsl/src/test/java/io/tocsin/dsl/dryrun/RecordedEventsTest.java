package io.tocsin.dsl.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedEventsTest {

  @TempDir private Path folder;

  @Test
  void progressIsThatOfTheEventsNotOfWhatWasReadAhead() throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "{}\n{}\n{}\n{}\n");
    try (RecordedEvents events = RecordedEvents.open(file)) {
      events.next();
      assertThat(events.progress()).isEqualTo(0.25);
      events.next();
      assertThat(events.progress()).isEqualTo(0.5);
      events.next();
      events.next();
      assertThat(events.progress()).isEqualTo(1);
    }
  }

  @Test
  void ofAGzippedFileItIsWholeOnlyAtTheEnd() throws Exception {
    Path file = folder.resolve("a.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{}\n{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    try (RecordedEvents events = RecordedEvents.open(file)) {
      events.next();
      assertThat(events.progress()).isLessThan(1);
      assertThat(events.next()).isNotNull();
      assertThat(events.progress()).isLessThan(1);
      assertThat(events.next()).isNull();
      assertThat(events.progress()).isEqualTo(1);
    }
  }
}

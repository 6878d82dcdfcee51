package io.tocsin.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.disk.Disk;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.ManualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A journal that is stepped through by hand, with what its listener heard. */
final class TestJournal {

  static final Path DIRECTORY = Path.of("/journal");

  /** Small enough that a few records fill each. */
  static final JournalSettings SMALL =
      new JournalSettings(DIRECTORY, 4096, 8192, 16_384, Duration.ofHours(1));

  final ManualTime time = new ManualTime();
  final Telemetry telemetry = new Telemetry();
  final List<String> heard = new ArrayList<>();
  final Disk disk;
  final JournalSettings settings;
  long announced;
  Journal journal;

  TestJournal(Disk disk) {
    this(disk, SMALL);
  }

  TestJournal(Disk disk, JournalSettings settings) {
    this.disk = disk;
    this.settings = settings;
  }

  TestJournal open() throws IOException {
    return open(1);
  }

  TestJournal open(long neededFrom) throws IOException {
    JournalHost host = new JournalHost(disk, time, telemetry);
    journal = Journal.openWithoutThread(settings, host, neededFrom, new Listener());
    return this;
  }

  /** Appends a text at the present moment. */
  long append(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return journal.append((byte) 7, time.nowMicros(), bytes, 0, bytes.length);
  }

  /** Steps until there is nothing to do or a retry has to wait. */
  TestJournal settle() {
    while (journal.step() == 0) {
      // The next one.
    }
    return this;
  }

  /** Appends texts, each a group of its own. */
  TestJournal write(String... texts) {
    for (String text : texts) {
      append(text);
      settle();
    }
    return this;
  }

  /** The texts of the directory's records from a position on, each with the position. */
  static List<String> records(Disk disk, long from) throws IOException {
    try (JournalReader reader = JournalReader.open(disk, DIRECTORY, from)) {
      return records(reader);
    }
  }

  static List<String> records(JournalReader reader) throws IOException {
    List<String> records = new ArrayList<>();
    while (reader.next()) {
      records.add(reader.position() + " " + text(reader.payload()));
    }
    return records;
  }

  static String text(ByteBuffer payload) {
    return UTF_8.decode(payload).toString();
  }

  private final class Listener implements JournalListener {
    @Override
    public void durableUpTo(long position) {
      announced = position;
    }

    @Override
    public void roomIsBack() {
      heard.add("room");
    }

    @Override
    public void troubled(String text) {
      heard.add("trouble " + text);
    }

    @Override
    public void recovered() {
      heard.add("recovered");
    }
  }
}

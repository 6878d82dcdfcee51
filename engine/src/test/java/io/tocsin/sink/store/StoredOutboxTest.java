package io.tocsin.sink.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.sink.Message;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Contents;
import io.tocsin.sink.OutboxStore.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link StoredOutbox} and what is below it, without its thread. */
final class StoredOutboxTest {

  private static final OutboxKey KEY = new OutboxKey("email", "on call", "", 1);

  @TempDir private Path folder;
  private final FailingDisk disk = new FailingDisk();
  private final List<String> log = new ArrayList<>();
  private final List<String> alarms = new ArrayList<>();
  private int segmentBytes = 1 << 20;

  private StoredOutbox open() {
    return new StoredOutbox(
        new Segments(disk, folder, KEY, segmentBytes, log::add), "on call", alarms::add);
  }

  private static Kept kept(long place) {
    Event event =
        Event.builder()
            .host("web" + place)
            .service("disk /")
            .metric(0.5)
            .timeMicros(1_700_000_000_000_000L + place)
            .ttlMicros(60_000_001)
            .tag("a")
            .attribute("k", "ü")
            .build();
    return new Kept(
        place, new Message(new MessageId(0x6f3a, 0, place), List.of(event)), 1_000 + place);
  }

  private static DeadLetter dead(long place) {
    return new DeadLetter(place, kept(place).message(), Reason.REJECTED, "HTTP 400", 77);
  }

  private static List<Long> places(Contents contents) {
    return contents.waiting().stream().map(Kept::place).toList();
  }

  private Path onlySegment() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
  }

  @Test
  void givesBackWhatWaitsAsItWas() {
    StoredOutbox outbox = open();
    for (long place = 1; place <= 3; place++) {
      outbox.taken(kept(place));
    }
    assertThat(outbox.writeOnce()).isTrue();

    Contents contents = open().contents();

    assertThat(contents.waiting()).containsExactly(kept(1), kept(2), kept(3));
    assertThat(contents.taken()).containsExactly(new MessageId(0x6f3a, 0, 3));
    assertThat(contents.nextPlace()).isEqualTo(4);
    assertThat(log).isEmpty();
  }

  @Test
  void writesWhatCameMeanwhileAtOnce() {
    StoredOutbox outbox = open();
    for (long place = 1; place <= 1_000; place++) {
      outbox.taken(kept(place));
    }

    outbox.writeOnce();

    assertThat(disk.forces).isEqualTo(1);
  }

  @Test
  void forgetsWhatIsSettledAndKeepsDeadLettersWithTheirReason() {
    StoredOutbox outbox = open();
    for (long place = 1; place <= 4; place++) {
      outbox.taken(kept(place));
    }
    outbox.writeOnce();
    outbox.settled(1);
    outbox.dead(dead(2));
    outbox.dead(dead(3));
    outbox.writeOnce();
    outbox.settled(3);
    outbox.writeOnce();

    Contents contents = open().contents();

    assertThat(places(contents)).containsExactly(4L);
    assertThat(contents.dead()).containsExactly(dead(2));
  }

  @Test
  void writesOnlyTheNumberOfWhatWasDeliveredBeforeItWasWritten() throws Exception {
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.settled(1);
    outbox.passed(new MessageId(0x6f3a, 1, 9));
    outbox.writeOnce();

    Contents contents = open().contents();

    assertThat(contents.waiting()).isEmpty();
    assertThat(contents.taken())
        .containsExactlyInAnyOrder(new MessageId(0x6f3a, 0, 1), new MessageId(0x6f3a, 1, 9));
    assertThat(new String(Files.readAllBytes(onlySegment()), "ISO-8859-1")).doesNotContain("web1");
  }

  @Test
  void givesWhatIsWholeWhereverTheLastRecordIsTorn() throws Exception {
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.writeOnce();
    Path file = onlySegment();
    int before = (int) Files.size(file);
    outbox.taken(kept(2));
    outbox.writeOnce();
    byte[] whole = Files.readAllBytes(file);

    for (int length = before; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(places(open().contents())).as("cut at %d", length).containsExactly(1L);
      assertThat(Files.size(file)).isEqualTo(before);
    }
    Files.write(file, whole);
    assertThat(places(open().contents())).containsExactly(1L, 2L);
  }

  @Test
  void neverTakesAChangedByteForATruth() throws Exception {
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.taken(kept(2));
    outbox.writeOnce();
    Path file = onlySegment();
    byte[] whole = Files.readAllBytes(file);

    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(file, changed);
      Contents contents = open().contents();
      assertThat(List.of(kept(1), kept(2))).as("byte %d", at).containsAll(contents.waiting());
      assertThat(contents.waiting()).hasSizeLessThan(3);
      Files.deleteIfExists(Segments.aside(file));
    }
  }

  @Test
  void setsAFileThatIsNoneOfItsOwnAsideAndSaysSo() throws Exception {
    Path file = folder.resolve(Segments.name(1));
    Files.writeString(file, "something else altogether");

    StoredOutbox outbox = open();
    outbox.taken(kept(1));

    assertThat(outbox.writeOnce()).isTrue();
    assertThat(log).singleElement().asString().contains("is no file of an outbox", "set aside");
    assertThat(Segments.aside(file)).content().isEqualTo("something else altogether");
    assertThat(places(open().contents())).containsExactly(1L);
  }

  @Test
  void goesOnInMemoryWhileTheDiskIsFullAndWritesAllOfItLater() {
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.writeOnce();
    disk.room = 20;
    outbox.taken(kept(2));
    assertThat(outbox.writeOnce()).isFalse();
    outbox.taken(kept(3));
    assertThat(outbox.writeOnce()).isFalse();
    assertThat(outbox.trouble()).isEqualTo("No space left on device");
    assertThat(places(open().contents())).containsExactly(1L);

    disk.room = Long.MAX_VALUE;
    outbox.settled(2);
    assertThat(outbox.writeOnce()).isTrue();

    assertThat(outbox.trouble()).isEmpty();
    assertThat(alarms).last().isEqualTo("");
    assertThat(places(open().contents())).containsExactly(1L, 3L);
  }

  @ParameterizedTest(name = "sync fails, cutting off too: {0}")
  @CsvSource({"false", "true"})
  void writesAnewWhatItCouldNotMakeDurable(boolean truncateFails) {
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.writeOnce();
    disk.forceFails = true;
    disk.truncateFails = truncateFails;
    outbox.taken(kept(2));
    outbox.taken(kept(3));
    assertThat(outbox.writeOnce()).isFalse();
    outbox.settled(2);
    disk.forceFails = false;

    assertThat(outbox.writeOnce()).isTrue();

    Contents contents = open().contents();
    assertThat(places(contents)).containsExactly(1L, 3L);
  }

  @Test
  void startsWhereNoFileCanBeMade() {
    disk.createFails = true;
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    assertThat(outbox.writeOnce()).isFalse();
    disk.createFails = false;

    assertThat(outbox.writeOnce()).isTrue();

    assertThat(places(open().contents())).containsExactly(1L);
  }

  @Test
  void staysSmallWhileOneOldMessageIsStillNeeded() {
    segmentBytes = 10_000;
    StoredOutbox outbox = open();
    outbox.taken(kept(1));
    outbox.taken(kept(2));
    outbox.dead(dead(2));
    outbox.writeOnce();
    for (long place = 3; place < 5_000; place++) {
      outbox.taken(kept(place));
      outbox.writeOnce();
      outbox.settled(place);
    }
    outbox.writeOnce();

    assertThat(outbox.bytes()).isLessThan(8L * segmentBytes);
    Contents contents = open().contents();
    assertThat(places(contents)).containsExactly(1L);
    assertThat(contents.dead()).containsExactly(dead(2));
    assertThat(contents.taken()).contains(new MessageId(0x6f3a, 0, 4_999));
  }

  /** Against a map that does the same, with failures, restarts and small segments. */
  @Test
  void isWhatAMapWouldBeWhateverHappens() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    segmentBytes = 3_000;
    TreeMap<Long, Boolean> model = new TreeMap<>();
    StoredOutbox outbox = open();
    long place = 0;
    for (int step = 0; step < 4_000; step++) {
      Long some = model.floorKey(place - random.nextInt(20));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          outbox.taken(kept(++place));
          model.put(place, false);
        }
        case 3, 4 -> {
          if (some != null) {
            outbox.settled(some);
            model.remove(some);
          }
        }
        case 5 -> {
          if (some != null && !model.get(some)) {
            outbox.dead(dead(some));
            model.put(some, true);
          }
        }
        case 6 -> disk.room = random.nextInt(3) == 0 ? random.nextInt(400) : Long.MAX_VALUE;
        default -> outbox.writeOnce();
      }
      if (random.nextInt(100) == 0) {
        disk.room = Long.MAX_VALUE;
        outbox.writeOnce();
        outbox = open();
        Contents contents = outbox.contents();
        assertThat(places(contents))
            .isEqualTo(model.keySet().stream().filter(p -> !model.get(p)).toList());
        assertThat(contents.dead().stream().map(DeadLetter::place))
            .containsExactlyElementsOf(model.keySet().stream().filter(model::get).toList());
      }
    }
  }
}

package io.tocsin.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.disk.Disk;
import io.tocsin.event.Event;
import io.tocsin.event.EventBuilder;
import io.tocsin.state.StateException;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.testkit.FaultyDisk;
import io.tocsin.testkit.FaultyDisk.Fault;
import io.tocsin.testkit.MemoryDisk;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SnapshotStoreTest {

  private static final Path DIR = Path.of("snapshots");
  private static final byte KIND = 9;

  private final MemoryDisk memory = new MemoryDisk();
  private final Telemetry telemetry = new Telemetry();
  private final List<String> complaints = new ArrayList<>();

  private SnapshotStore store(Disk disk) throws IOException {
    return new SnapshotStore(disk, DIR, 2, () -> 0, telemetry);
  }

  private static void write(SnapshotStore store, long position, String text) throws Exception {
    SnapshotOutput output =
        store.begin(new SnapshotMeta(position, position * 10, Map.of("version", "1")));
    output.writer().begin(KIND);
    output.writer().writeText(text);
    output.writer().end();
    output.commit().get();
  }

  /** The text of the newest whole snapshot, and its position; null when there is none. */
  private String newest(Disk disk) throws IOException {
    complaints.clear();
    try (SnapshotStore store = store(disk);
        SnapshotInput input = store.newest(complaints::add)) {
      if (input == null) {
        return "none";
      }
      SnapshotReader reader = input.reader();
      assertThat(reader.next()).isTrue();
      assertThat(reader.kind()).isEqualTo(KIND);
      String text = reader.readText();
      assertThat(reader.next()).isFalse();
      return text + "@" + input.meta().position();
    }
  }

  @Test
  void theNewestIsReadAndOldOnesGo() throws Exception {
    assertThat(newest(memory)).isEqualTo("none");
    try (SnapshotStore store = store(memory)) {
      for (int i = 1; i <= 4; i++) {
        write(store, i, "text " + i);
      }
      assertThat(store.oldestPosition()).isEqualTo(3);
    }
    assertThat(memory.list(DIR))
        .containsExactly("snapshot-00000000000000000030", "snapshot-00000000000000000040");
    assertThat(newest(memory)).isEqualTo("text 4@4");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aSecondHubIsKeptOut() throws Exception {
    try (SnapshotStore first = store(memory)) {
      assertThatThrownBy(() -> store(memory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another hub has these snapshots open");
      write(first, 1, "a");
    }
    assertThat(newest(memory)).isEqualTo("a@1");
  }

  @Test
  void aSnapshotOfTheSameMomentIsLater() throws Exception {
    try (SnapshotStore store = store(memory)) {
      write(store, 1, "a");
    }
    try (SnapshotStore store = store(memory)) {
      Objects.requireNonNull(store.newest(complaints::add)).close();
      write(store, 1, "b");
    }
    assertThat(newest(memory)).isEqualTo("b@1");
  }

  @Test
  void whateverIsDamagedIsSetAsideAndTheOneBeforeUsed() throws Exception {
    try (SnapshotStore store = store(memory)) {
      write(store, 1, "old");
      write(store, 2, "new");
    }
    Path newest = DIR.resolve("snapshot-00000000000000000020");
    byte[] whole = memory.bytes(newest);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x40;
      memory.put(newest, damaged);
      assertThat(newest(memory)).as("byte %d", i).isEqualTo("old@1");
      assertThat(complaints).singleElement().asString().contains(newest.toString(), ".damaged");
      memory.put(newest, Arrays.copyOf(whole, i));
      assertThat(newest(memory)).as("cut at %d", i).isEqualTo("old@1");
      assertThat(complaints).singleElement().asString().contains("the snapshot before it is used");
    }
    assertThat(memory.list(DIR)).contains("snapshot-00000000000000000020.damaged");
    memory.put(newest, Arrays.copyOf(whole, whole.length + 1));
    assertThat(newest(memory)).isEqualTo("old@1");
    memory.put(newest, whole);
    assertThat(newest(memory)).isEqualTo("new@2");
  }

  @Test
  void oneOfALaterFormatStaysWhereItIs() throws Exception {
    try (SnapshotStore store = store(memory)) {
      write(store, 1, "old");
      write(store, 2, "new");
    }
    Path newest = DIR.resolve("snapshot-00000000000000000020");
    byte[] later = memory.bytes(newest);
    later[11] = 2;
    java.nio.ByteBuffer.wrap(later)
        .putInt(12, SnapshotLayout.checksum(later, 0, SnapshotLayout.HEADER - 4));
    memory.put(newest, later);

    assertThat(newest(memory)).isEqualTo("old@1");

    assertThat(complaints)
        .singleElement()
        .asString()
        .contains("newer version of Tocsin (format 2)");
    assertThat(memory.list(DIR)).contains("snapshot-00000000000000000020");
  }

  @Test
  void whatWasBeingWrittenInACrashIsDeleted() throws Exception {
    memory.put(DIR.resolve("snapshot-00000000000000000020.tmp"), new byte[7]);

    assertThat(newest(memory)).isEqualTo("none");

    assertThat(memory.list(DIR)).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whereverTheDiskFailsAWholeSnapshotIsLeft(Fault fault) throws Exception {
    for (int at = 1; ; at++) {
      MemoryDisk disk = new MemoryDisk();
      FaultyDisk faulty = new FaultyDisk(disk, new Random(at));
      boolean failed = false;
      try (SnapshotStore store = store(faulty)) {
        write(store, 1, "old");
        write(store, 2, "new");
        faulty.failAt(at, fault);
        write(store, 3, "newest");
      } catch (ExecutionException e) {
        failed = true;
        assertThat(e).hasCauseInstanceOf(IOException.class);
      }
      disk.crash(new Random(at));
      assertThat(newest(disk))
          .as("%s at %d", fault, at)
          .isIn(failed ? List.of("new@2", "newest@3") : List.of("newest@3"));
      if (!failed) {
        assertThat(at).isGreaterThan(6);
        return;
      }
    }
  }

  @Test
  void valuesComeBackAsTheyWere() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      values.add(value(random, 0));
    }
    try (SnapshotStore store = store(memory)) {
      SnapshotOutput output = store.begin(new SnapshotMeta(1, 1, Map.of()));
      SnapshotWriter out = output.writer();
      for (Object value : values) {
        out.begin(KIND);
        if (value instanceof Event event) {
          out.writeEvent(event);
        } else if (value instanceof byte[] bytes) {
          out.writeBytes(bytes);
        } else {
          out.writeValue(value);
        }
        out.end();
      }
      output.commit().get();
    }
    try (SnapshotStore store = store(memory);
        SnapshotInput input = Objects.requireNonNull(store.newest(complaints::add))) {
      SnapshotReader in = input.reader();
      for (Object value : values) {
        assertThat(in.next()).isTrue();
        if (random.nextInt(5) == 0) {
          continue; // passed over
        }
        Object read =
            value instanceof Event
                ? in.readEvent()
                : value instanceof byte[] ? in.readBytes() : in.readValue();
        assertThat(read).as("seed %d", seed).isEqualTo(value);
      }
      assertThat(in.next()).isFalse();
    }
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 9)) {
      case 0 -> null;
      case 1 -> random.nextLong() >> random.nextInt(64);
      case 2 -> List.of(Double.NaN, -0.0, 1.5, Double.MIN_VALUE).get(random.nextInt(4));
      case 3 -> random.nextBoolean();
      case 4, 5 -> text(random);
      case 6 -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          Object inner = value(random, depth + 1);
          list.add(inner instanceof Event || inner instanceof byte[] ? null : inner);
        }
        yield list;
      }
      case 7 -> event(random);
      default -> text(random).getBytes(java.nio.charset.StandardCharsets.UTF_16);
    };
  }

  private static String text(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "häuser \uD83D\uDD14";
      case 2 -> "odd \uD83D";
      case 3 -> "long ".repeat(random.nextInt(300));
      default -> "host " + random.nextInt(20_000);
    };
  }

  private static Event event(Random random) {
    EventBuilder event = Event.builder().host(random.nextBoolean() ? text(random) : null);
    event.service(random.nextBoolean() ? text(random) : null);
    event.state(random.nextBoolean() ? text(random) : null);
    event.description(random.nextBoolean() ? text(random) : null);
    if (random.nextBoolean()) {
      event.timeMicros(random.nextLong());
    }
    if (random.nextBoolean()) {
      event.ttlMicros(random.nextLong() >> 20);
    }
    switch (random.nextInt(4)) {
      case 0 -> event.metric(random.nextLong());
      case 1 -> event.metric(random.nextDouble());
      case 2 -> event.metric(-0.0);
      default -> {}
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      event.tag(text(random));
      event.attribute("a" + i, text(random));
    }
    return event.build();
  }

  @Test
  void whatIsAskedForInVainIsSaidAndTheNextRecordIsWhole() throws Exception {
    try (SnapshotStore store = store(memory)) {
      SnapshotOutput output = store.begin(new SnapshotMeta(1, 1, Map.of()));
      SnapshotWriter out = output.writer();
      out.begin(KIND);
      out.writeText("a text");
      out.writeLong(1);
      assertThatThrownBy(() -> out.writeValue(BigInteger.ONE))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("java.math.BigInteger");
      out.end();
      out.begin(KIND);
      out.writeText("a text");
      out.end();
      output.commit().get();
    }
    try (SnapshotStore store = store(memory);
        SnapshotInput input = Objects.requireNonNull(store.newest(complaints::add))) {
      SnapshotReader in = input.reader();
      in.next();
      assertThatThrownBy(in::readLong)
          .isInstanceOf(StateException.class)
          .hasMessage("found a text where a whole number must be");
      assertThat(in.readText()).isEqualTo("a text");
      assertThat(in.readLong()).isEqualTo(1);
      assertThatThrownBy(in::readDouble)
          .isInstanceOf(StateException.class)
          .hasMessage("found the end where a number must be");
      in.next();
      assertThat(in.readText()).isEqualTo("a text");
    }
  }

  @Test
  void aFileOfTheFirstFormatIsStillReadAndWrittenTheSame() throws Exception {
    try (SnapshotStore store = store(memory)) {
      SnapshotOutput output = store.begin(new SnapshotMeta(5, 123, Map.of("version", "0.1")));
      golden(output.writer());
      output.commit().get();
    }
    byte[] written = memory.bytes(DIR.resolve("snapshot-00000000000000000123"));
    byte[] golden;
    try (var in = SnapshotStoreTest.class.getResourceAsStream("/snapshots/v1.snapshot")) {
      golden = Objects.requireNonNull(in).readAllBytes();
    }

    assertThat(written).isEqualTo(golden);
    memory.put(DIR.resolve("snapshot-00000000000000000124"), golden);
    try (SnapshotStore store = store(memory);
        SnapshotInput input = Objects.requireNonNull(store.newest(complaints::add))) {
      assertThat(input.meta()).isEqualTo(new SnapshotMeta(5, 123, Map.of("version", "0.1")));
      SnapshotReader in = input.reader();
      in.next();
      assertThat(in.readValue()).isEqualTo(Arrays.asList("text", null, 1L, -1.5, true, false));
      assertThat(in.readText()).isEqualTo("text");
      assertThat(in.readText()).isEqualTo("odd \uD83D");
      assertThat(in.readEvent()).isEqualTo(event(new Random(1)));
      assertThat(in.readBytes()).containsExactly(1, 2, 3);
      assertThat(in.next()).isFalse();
    }
  }

  private static void golden(SnapshotWriter out) {
    out.begin(KIND);
    out.writeValue(Arrays.asList("text", null, 1L, -1.5, true, false));
    out.writeText("text");
    out.writeText("odd \uD83D");
    out.writeEvent(event(new Random(1)));
    out.writeBytes(new byte[] {1, 2, 3});
    out.end();
  }
}

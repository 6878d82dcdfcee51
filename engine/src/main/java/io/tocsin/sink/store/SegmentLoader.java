package io.tocsin.sink.store;

import io.tocsin.sink.DeadLetter;
import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.sink.MessageId;
import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Contents;
import io.tocsin.sink.OutboxStore.Kept;
import io.tocsin.sink.TakenNumbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the segments of an outbox. What becomes of a message never goes back, and no place is given
 * twice: so the order of records means nothing but for what is torn. Confined to one thread.
 */
final class SegmentLoader implements SegmentReader.Visitor {

  private static final Pattern NAME = Pattern.compile("([0-9]{12})\\.seg");
  private static final Pattern ANY = Pattern.compile("([0-9]{12})\\.seg.*");

  private record Letter(Reason reason, String text, long atMicros) {}

  private final StoreDisk disk;
  private final Path folder;
  private final Consumer<String> log;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final TreeMap<Long, Kept> messages = new TreeMap<>();
  private final Map<Long, Segment> messageIn = new HashMap<>();
  private final Map<Long, Letter> letters = new HashMap<>();
  private final Map<Long, Segment> letterIn = new HashMap<>();
  private final Set<Long> settled = new HashSet<>();
  private final TakenNumbers taken = new TakenNumbers();
  private long highestPlace;
  private long nextNumber = 1;
  private @Nullable OutboxKey key;
  private @Nullable Segment current;

  SegmentLoader(StoreDisk disk, Path folder, Consumer<String> log) {
    this.disk = disk;
    this.folder = folder;
    this.log = log;
  }

  StoredState load() {
    List<String> names = names();
    for (String name : names) {
      var any = ANY.matcher(name);
      if (any.matches()) {
        nextNumber = Math.max(nextNumber, Long.parseLong(any.group(1)) + 1);
      }
    }
    List<String> wanted = names.stream().filter(name -> NAME.matcher(name).matches()).toList();
    for (String name : wanted) {
      read(name, name.equals(wanted.get(wanted.size() - 1)));
    }
    settled.forEach(messages::remove);
    List<Kept> waiting = new ArrayList<>();
    List<DeadLetter> dead = new ArrayList<>();
    messages.forEach(
        (place, kept) -> {
          Letter letter = letters.get(place);
          if (letter == null) {
            waiting.add(kept);
          } else {
            dead.add(
                new DeadLetter(place, kept.message(), letter.reason, letter.text, letter.atMicros));
          }
        });
    return new StoredState(key, new Contents(waiting, dead, taken.all(), highestPlace + 1));
  }

  private List<String> names() {
    try {
      return disk.list(folder);
    } catch (IOException e) {
      log.accept("cannot be read: " + e);
      return List.of();
    }
  }

  private void read(String name, boolean last) {
    Path file = folder.resolve(name);
    Segment segment = new Segment(Long.parseLong(name.substring(0, 12)), file);
    try {
      byte[] bytes = disk.read(file);
      SegmentReader reader = new SegmentReader(bytes, this);
      if (!reader.isSegment()) {
        setAside(file, "is no file of an outbox");
        return;
      }
      current = segment;
      int good = reader.read();
      segment.grow(good);
      segments.put(segment.number(), segment);
      if (good < bytes.length) {
        cutOff(segment, bytes.length - good, last);
      }
    } catch (IOException e) {
      setAside(file, "cannot be read (" + e.getMessage() + ")");
    }
  }

  /** The last file ends in the middle of a record when the hub was killed; others do not. */
  private void cutOff(Segment segment, long rest, boolean last) throws IOException {
    if (last) {
      log.accept(
          "the last "
              + rest
              + " bytes of "
              + segment.file()
              + " were not written whole, and are left out");
      disk.truncate(segment.file(), segment.bytes());
    } else {
      segment.damaged();
      log.accept(
          segment.file()
              + " is damaged from byte "
              + segment.bytes()
              + " on: what comes before is used, and the file kept as *"
              + Segments.ASIDE);
    }
  }

  private void setAside(Path file, String why) {
    log.accept(file + " " + why + "; it is set aside as *" + Segments.ASIDE);
    try {
      disk.rename(file, Segments.aside(file));
    } catch (IOException e) {
      log.accept(file + " cannot be renamed: " + e.getMessage());
    }
  }

  TreeMap<Long, Segment> segments() {
    return segments;
  }

  /** Above those of all files that are there. */
  long nextNumber() {
    return nextNumber;
  }

  /** Says where everything is that is needed. */
  void countLive(Places places) {
    for (Long place : messages.keySet()) {
      Segment message = messageIn.get(place);
      if (message != null) {
        places.stored(place, message);
      }
      Segment letter = letterIn.get(place);
      if (letter != null) {
        places.buried(place, letter);
      }
    }
  }

  @Override
  public void output(OutboxKey owner) {
    key = owner;
  }

  @Override
  public void message(Kept message, int offset, int length) {
    seen(message.place());
    messages.put(message.place(), message);
    if (current != null) {
      messageIn.put(message.place(), current);
    }
    taken.add(message.message().id());
  }

  @Override
  public void settled(long place) {
    seen(place);
    settled.add(place);
  }

  @Override
  public void dead(long place, Reason reason, String text, long at, int offset, int length) {
    seen(place);
    letters.put(place, new Letter(reason, text, at));
    if (current != null) {
      letterIn.put(place, current);
    }
  }

  @Override
  public void taken(MessageId id) {
    taken.add(id);
  }

  private void seen(long place) {
    highestPlace = Math.max(highestPlace, place);
  }
}

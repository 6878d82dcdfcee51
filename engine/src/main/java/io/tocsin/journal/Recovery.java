package io.tocsin.journal;

import io.tocsin.disk.Disk;
import io.tocsin.disk.DiskFile;
import io.tocsin.disk.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the directory of a journal in order before it is written to: the torn tail is cut off, and
 * what cannot be reached for damage is set aside. What is no longer needed is not looked at.
 *
 * <p>Each step leaves a directory from which a crash in the middle can go on.
 */
final class Recovery {

  /** What the name of a file that was set aside ends in. */
  static final String SET_ASIDE = ".damaged";

  /** What the name of a file ends in that is to take the place of another when it is whole. */
  static final String COPY = ".copy";

  private static final int CHUNK = 1 << 20;

  private final Disk disk;
  private final Path directory;
  private final long sinceMicros;
  private final List<BadPlace> damage = new ArrayList<>();
  private List<Segment> segments;
  private @Nullable BadPlace cut;
  private long cutBytes;
  private long next = 1;
  private long follows;

  Recovery(Disk disk, Path directory, long sinceMicros) throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.sinceMicros = sinceMicros;
    this.segments = new ArrayList<>(Segment.in(disk, directory));
  }

  /** Does it, for a caller that needs the records from a position on. */
  Recovered run(long neededFrom) throws IOException {
    removeCopies();
    int from = 0;
    while (from + 1 < segments.size() && segments.get(from + 1).first() <= neededFrom) {
      from++;
    }
    if (!segments.isEmpty()) {
      checkStart(neededFrom);
      check(from);
    }
    if (next < neededFrom) {
      next = neededFrom;
    }
    return new Recovered(
        segments.isEmpty() ? next : segments.get(0).first(), next, cutBytes, cut, damage);
  }

  /** Those that are left, all of which can be read from where they are needed. */
  List<Segment> segments() {
    return segments;
  }

  /** The last position that can be read. */
  long follows() {
    return follows;
  }

  private void checkStart(long neededFrom) {
    Segment first = segments.get(0);
    if (first.first() > neededFrom && first.header().follows() >= neededFrom) {
      damage.add(
          new BadPlace(
              first.file(),
              0,
              "positions "
                  + neededFrom
                  + " to "
                  + first.header().follows()
                  + " are needed and are not there"));
    }
  }

  private void check(int from) throws IOException {
    follows = segments.get(from).header().follows();
    for (int i = from; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      boolean isLast = i + 1 == segments.size();
      if (segment.fault() != null) {
        if (isLast && segment.isUnborn()) {
          removeUnborn(segment);
        } else {
          giveUp(new BadPlace(segment.file(), 0, segment.fault()), i);
        }
        return;
      }
      long last = isLast ? Long.MAX_VALUE : segments.get(i + 1).header().follows();
      try (SegmentScan scan = new SegmentScan(disk, segment)) {
        while (scan.nextPosition() <= last && scan.next()) {
          follows = scan.position();
        }
        if (!isLast && scan.nextPosition() <= last) {
          giveUp(scan.stop(last), i + 1);
          return;
        }
        if (isLast || (i + 2 == segments.size() && segments.get(i + 1).isUnborn())) {
          next = Math.max(next, scan.nextPosition());
          settle(i, scan, isLast);
        }
      }
    }
  }

  private void removeUnborn(Segment segment) throws IOException {
    next = Math.max(next, segment.first());
    cutBytes += segment.bytes();
    cut = cut == null ? new BadPlace(segment.file(), 0, String.valueOf(segment.fault())) : cut;
    disk.delete(segment.file());
    disk.forceDirectory(directory);
    segments.remove(segment);
  }

  /** Cuts off what is behind the last good record, and makes the rest durable. */
  private void settle(int index, SegmentScan scan, boolean isLast) throws IOException {
    Segment segment = segments.get(index);
    long whole = scan.offset();
    if (whole < segment.bytes()) {
      cutBytes += segment.bytes() - whole;
      String fault = scan.fault();
      cut = new BadPlace(segment.file(), whole, fault == null ? "was not durable" : fault);
    }
    if (!isLast || whole == SegmentHeader.BYTES || !rewritten(segment.file(), whole)) {
      try (DiskFile file = disk.open(segment.file(), true)) {
        if (whole < segment.bytes()) {
          file.truncate(whole);
        }
        file.force();
      }
    }
    disk.forceDirectory(directory);
    segments.set(index, segment.withBytes(whole));
  }

  /**
   * Puts a copy in place of the last segment, the only one of which it is not known what is
   * durable: if a force failed before, what can be read may be in the system's memory only, and
   * forcing the same file again would do nothing.
   *
   * @return false if there is no room for one
   */
  private boolean rewritten(Path path, long bytes) throws IOException {
    Path copy = path.resolveSibling(path.getFileName() + COPY);
    disk.delete(copy);
    try (DiskFile from = disk.open(path, false);
        DiskFile to = disk.create(copy)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      for (long at = 0; at < bytes; ) {
        buffer.clear().limit((int) Math.min(CHUNK, bytes - at));
        from.read(buffer, at);
        to.write(buffer.flip(), at);
        at += buffer.limit();
      }
      to.force();
    } catch (DiskFullException e) {
      disk.delete(copy);
      return false;
    }
    disk.rename(copy, path);
    return true;
  }

  /** Copies that a crash left. */
  private void removeCopies() throws IOException {
    for (String name : disk.list(directory)) {
      if (name.endsWith(COPY)) {
        disk.delete(directory.resolve(name));
      }
    }
  }

  /**
   * Goes on behind damage: what is from a segment on is set aside, and a new segment says where the
   * good ones end, and with which position, that none of those can have, it goes on.
   */
  private void giveUp(BadPlace place, int setAsideFrom) throws IOException {
    damage.add(place);
    next = segments.get(segments.size() - 1).bound();
    while (segments.size() > setAsideFrom) {
      Path file = segments.remove(segments.size() - 1).file();
      disk.rename(file, file.resolveSibling(file.getFileName() + SET_ASIDE));
    }
    try (SegmentFile begun =
        SegmentFile.create(disk, directory, new SegmentHeader(next, follows, sinceMicros))) {
      segments.add(begun.segment());
    } catch (DiskFullException e) {
      // The first record will begin it, as soon as there is room; the hub must start nevertheless.
      disk.forceDirectory(directory);
    }
  }
}

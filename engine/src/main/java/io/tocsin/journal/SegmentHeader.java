package io.tocsin.journal;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself: magic (8 bytes), version (4), first position (8), the position it
 * follows (8), the moment it was begun in microseconds (8), checksum of these (4).
 *
 * <p>A segment follows the last position that counts in the one before: what stands there behind it
 * was not durable and has been written anew. It is less than first - 1 only after damage, when
 * positions were passed over so that none is given twice.
 */
record SegmentHeader(long first, long follows, long sinceMicros) {

  static final int BYTES = 40;
  static final int VERSION = 1;

  private static final long MAGIC = 0x544F4353494E4A4CL; // TOCSINJL
  private static final int CHECKED = BYTES - Integer.BYTES;
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})\\.journal");

  /** The name of the file that begins with a position. */
  static String name(long first) {
    return String.format(Locale.ROOT, "%016x.journal", first);
  }

  /** The first position by the name of a file; -1 for one that is no segment. */
  static long firstByName(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Long.parseUnsignedLong(matcher.group(1), 16) : -1;
  }

  /** The header as it is written, ready to be read. */
  ByteBuffer bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.putLong(MAGIC).putInt(VERSION).putLong(first).putLong(follows).putLong(sinceMicros);
    return buffer.putInt(checksum(buffer)).flip();
  }

  private static int checksum(ByteBuffer buffer) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().position(0).limit(CHECKED));
    return (int) crc.getValue();
  }

  /** What is wrong with a header that was read from a file of that name; null if nothing. */
  static @Nullable String fault(ByteBuffer read, long firstByName) {
    if (read.limit() < BYTES) {
      return "the segment's header is cut off";
    }
    if (read.getLong(0) != MAGIC) {
      return "is no segment of a journal";
    }
    if (read.getInt(CHECKED) != checksum(read)) {
      return "the segment's header has a wrong checksum";
    }
    if (read.getInt(8) != VERSION) {
      return "has format version "
          + read.getInt(8)
          + ", this program reads "
          + VERSION
          + "; use the program that wrote it";
    }
    SegmentHeader header = of(read);
    return header.first() == firstByName && header.follows() < header.first()
        ? null
        : "begins with position " + header.first() + ", its name says " + firstByName;
  }

  /** A header without fault. */
  static SegmentHeader of(ByteBuffer read) {
    return new SegmentHeader(read.getLong(12), read.getLong(20), read.getLong(28));
  }
}

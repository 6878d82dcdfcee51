package io.tocsin.dsl.cache;

import io.tocsin.stream.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compiled rules as bytes: a mark, the checksum of what follows, then the record's fields in order.
 * The checksum finds what was torn or has rotted; it is no protection from malice, which is the
 * directory's affair.
 */
final class CompiledRulesFormat {

  /** The last digits count the versions of the format. */
  private static final long MARK = 0x746f6373696e_0001L;

  private static final int HEADER_BYTES = 2 * Long.BYTES;

  private CompiledRulesFormat() {}

  /** The bytes; null for rules with a text too long for the format. */
  static byte @Nullable [] write(CompiledRules rules) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MARK);
      out.writeLong(0);
      paths(out, rules.named());
      out.writeInt(rules.sources().size());
      for (SourceFile source : rules.sources()) {
        source(out, source);
      }
      out.writeInt(rules.probes().size());
      for (CompiledRules.ProbeMention probe : rules.probes()) {
        probe(out, probe);
      }
      out.writeInt(rules.classes().size());
      for (CompiledRules.ClassFile type : rules.classes()) {
        out.writeUTF(type.name());
        out.writeInt(type.bytes().length);
        out.write(type.bytes());
      }
      out.flush();
      byte[] whole = bytes.toByteArray();
      long sum = checksum(whole);
      for (int i = 0; i < Long.BYTES; i++) {
        whole[HEADER_BYTES - 1 - i] = (byte) (sum >>> (8 * i));
      }
      return whole;
    } catch (UTFDataFormatException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("an array in memory takes all", e);
    }
  }

  private static void source(DataOutputStream out, SourceFile source) throws IOException {
    out.writeUTF(source.path().toString());
    out.writeUTF(source.shown());
    out.writeUTF(source.unit());
    out.writeUTF(source.digest());
    out.writeInt(source.includes().size());
    for (SourceFile.Include include : source.includes()) {
      out.writeUTF(include.argument());
      paths(out, include.files());
    }
  }

  private static void probe(DataOutputStream out, CompiledRules.ProbeMention probe)
      throws IOException {
    out.writeUTF(probe.place().file());
    out.writeInt(probe.place().line());
    out.writeInt(probe.place().column());
    out.writeUTF(probe.name());
  }

  private static void paths(DataOutputStream out, List<Path> paths) throws IOException {
    out.writeInt(paths.size());
    for (Path path : paths) {
      out.writeUTF(path.toString());
    }
  }

  /** Reads what {@link #write} wrote; null when these bytes are anything else. */
  static @Nullable CompiledRules read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readLong() != MARK || in.readLong() != checksum(bytes)) {
        return null;
      }
      List<Path> named = paths(in);
      List<SourceFile> sources = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        sources.add(source(in));
      }
      List<CompiledRules.ProbeMention> probes = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        Place place = new Place(in.readUTF(), in.readInt(), in.readInt());
        probes.add(new CompiledRules.ProbeMention(place, in.readUTF()));
      }
      List<CompiledRules.ClassFile> classes = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        classes.add(type(in, bytes));
      }
      return new CompiledRules(named, sources, probes, classes);
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private static SourceFile source(DataInputStream in) throws IOException {
    Path path = Path.of(in.readUTF());
    String shown = in.readUTF();
    String unit = in.readUTF();
    String digest = in.readUTF();
    List<SourceFile.Include> includes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      includes.add(new SourceFile.Include(in.readUTF(), paths(in)));
    }
    return new SourceFile(path, shown, unit, digest, includes);
  }

  private static CompiledRules.ClassFile type(DataInputStream in, byte[] whole) throws IOException {
    String name = in.readUTF();
    int length = in.readInt();
    int from = whole.length - in.available();
    if (length < 0 || in.skipBytes(length) < length) {
      throw new EOFException();
    }
    return new CompiledRules.ClassFile(name, Arrays.copyOfRange(whole, from, from + length));
  }

  private static List<Path> paths(DataInputStream in) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      paths.add(Path.of(in.readUTF()));
    }
    return paths;
  }

  private static long checksum(byte[] whole) {
    CRC32 sum = new CRC32();
    sum.update(whole, HEADER_BYTES, whole.length - HEADER_BYTES);
    return sum.getValue();
  }
}

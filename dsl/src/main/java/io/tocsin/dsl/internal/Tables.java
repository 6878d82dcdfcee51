package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import io.tocsin.stream.map.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables of one load, and the files they were read from. A table that cannot be read is a
 * problem with the file's own line. Confined to the loading thread.
 */
public final class Tables {

  static final int MAX_BYTES = 16 << 20;

  private final KnownFiles files;
  private final Set<Path> read = new LinkedHashSet<>();

  Tables(KnownFiles files) {
    this.files = files;
  }

  /** The files of all tables that were asked for, readable or not; absolute. */
  Set<Path> files() {
    return read;
  }

  /**
   * Reads a table.
   *
   * @param written the path, relative to the rule file it is written in
   * @param where the verb
   * @throws ScriptProblem that says what is wrong with the file, and where
   */
  public Table read(String written, String key, Place where) {
    Path rules = files.pathOf(where.file());
    Path path = rules == null ? Path.of(written) : rules.resolveSibling(written);
    Path absolute = path.toAbsolutePath().normalize();
    read.add(absolute);
    String text = text(absolute, written, where);
    Path folder = Path.of(where.file()).getParent();
    String shown = folder == null ? written : folder.resolve(written).toString();
    return written.endsWith(".json")
        ? new JsonTable(shown, key).read(text)
        : new CsvTable(shown, key).read(text);
  }

  /** What stands for a table that cannot be read. */
  public static Table broken(String key) {
    return new Table("broken", key, List.of(key), Map.of());
  }

  private static String text(Path path, String written, Place where) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw problem(where, "table: '" + written + "' is larger than 16 MB", "");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw problem(where, "table: '" + written + "' is not UTF-8", "Save the file as UTF-8.");
    } catch (IOException e) {
      throw problem(
          where,
          "table: cannot read '" + written + "'",
          "The path is relative to the rule file it is written in.");
    }
  }

  static ScriptProblem problem(Place where, String what, String remedy) {
    return new ScriptProblem(Problem.error(where, what, remedy));
  }
}

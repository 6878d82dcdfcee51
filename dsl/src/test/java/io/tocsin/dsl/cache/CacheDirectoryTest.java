package io.tocsin.dsl.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.testkit.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CacheDirectoryTest {

  private static final byte[] BYTES = {1, 2, 3, 4};
  private static final int SOMEBODY_ELSE = 12_345;

  private final ManualTime time = new ManualTime();

  CacheDirectoryTest() {
    time.set(Instant.parse("2026-01-05T08:00:00Z").toEpochMilli() * 1000);
  }

  @TempDir private Path folder;

  private CacheDirectory directory(int maxFiles, long maxBytes) {
    return new CacheDirectory(place(), maxFiles, maxBytes, time);
  }

  private CacheDirectory directory() {
    return directory(10, 1000);
  }

  private Path place() {
    return folder.resolve("caches").resolve("rules");
  }

  private Set<String> files() throws Exception {
    try (Stream<Path> files = Files.list(place())) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private void later() {
    time.advance(Duration.ofMinutes(1));
  }

  private static void permit(Path path, String permissions) throws Exception {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void givesBackWhatIsKept() throws Exception {
    directory().write("a", BYTES);

    assertThat(directory().read("a")).isEqualTo(BYTES);
    assertThat(directory().read("b")).isNull();
    assertThat(files()).containsExactly("a");
  }

  @Test
  void isTheUsersAlone() throws Exception {
    directory().write("a", BYTES);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place().resolve("a"))))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({
    "rwx------, true",
    "rwxr-xr-x, true",
    "rwx-w----, false",
    "rwx----w-, false",
    "rwxrwxrwx, false"
  })
  void trustsADirectoryThatOnlyTheUserMayWriteTo(String permissions, boolean trusted)
      throws Exception {
    directory().write("a", BYTES);
    permit(place(), permissions);

    directory().write("b", BYTES);

    assertThat(directory().read("a")).isEqualTo(trusted ? BYTES : null);
    assertThat(Files.exists(place().resolve("b"))).isEqualTo(trusted);
  }

  @ParameterizedTest
  @CsvSource({"rw-------, true", "rw-r--r--, true", "rw--w----, false", "rw-----w-, false"})
  void trustsAFileThatOnlyTheUserMayWriteTo(String permissions, boolean trusted) throws Exception {
    directory().write("a", BYTES);
    permit(place().resolve("a"), permissions);

    assertThat(directory().read("a")).isEqualTo(trusted ? BYTES : null);
  }

  @ParameterizedTest
  @CsvSource({"caches/rules", "caches/rules/a"})
  void passesOverWhatIsSomebodyElses(String path) throws Exception {
    directory().write("a", BYTES);
    Path given = folder.resolve(path);
    assumeTrue(giveAway(given), "only the superuser can give files away");

    assertThat(directory().read("a")).isNull();
  }

  private static boolean giveAway(Path path) {
    try {
      Files.setAttribute(path, "unix:uid", SOMEBODY_ELSE);
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void replacesAFileOfSomebodyElses() throws Exception {
    directory().write("a", new byte[] {9});
    permit(place().resolve("a"), "rw-rw-rw-");

    directory().write("a", BYTES);

    assertThat(directory().read("a")).isEqualTo(BYTES);
  }

  @Test
  void followsNoLink() throws Exception {
    directory().write("a", BYTES);
    Files.createSymbolicLink(place().resolve("b"), place().resolve("a"));

    assertThat(directory().read("b")).isNull();
  }

  @Test
  void doesWithoutADirectoryThatCannotBe() throws Exception {
    Files.writeString(folder.resolve("caches"), "a file");

    directory().write("a", BYTES);

    assertThat(directory().read("a")).isNull();
  }

  @Test
  void doesWithoutAFileThatCannotBe() throws Exception {
    directory().write("b", BYTES);
    Files.createDirectory(place().resolve("a"));

    directory().write("a", BYTES);

    assertThat(directory().read("a")).isNull();
    assertThat(files()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void letsGoWhatWasNotUsedForLongest() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      directory(3, 1000).write(name, BYTES);
      later();
    }
    directory(3, 1000).read("a");
    later();

    directory(3, 1000).write("d", BYTES);

    assertThat(files()).containsExactlyInAnyOrder("a", "c", "d");
  }

  @ParameterizedTest
  @CsvSource({"12, a b c", "11, b c", "8, b c", "7, c", "4, c"})
  void keepsNoMoreBytesThanItMay(long maxBytes, String left) throws Exception {
    for (String name : List.of("a", "b", "c")) {
      directory(10, maxBytes).write(name, BYTES);
      later();
    }

    assertThat(files()).containsExactlyInAnyOrder(left.split(" "));
  }

  @Test
  void keepsNothingLargerThanAll() throws Exception {
    directory(10, 4).write("a", BYTES);

    directory(10, 4).write("b", new byte[5]);

    assertThat(files()).containsExactly("a");
  }

  @Test
  void letsGoWhatAWriterLeftUnfinished() throws Exception {
    directory(2, 1000).write("a", BYTES);
    Path part = Files.write(place().resolve("a1.part"), BYTES);
    Files.setLastModifiedTime(part, java.nio.file.attribute.FileTime.fromMillis(0));

    directory(2, 1000).write("b", BYTES);

    assertThat(files()).containsExactlyInAnyOrder("a", "b");
  }
}

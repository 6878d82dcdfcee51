package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleWatcherTest {

  @TempDir private Path dir;

  private Set<Path> known = Set.of();
  private int changes;
  private long stamp = 1_000_000;

  private Path write(String name, String text) throws IOException {
    Path file = Files.writeString(dir.resolve(name), text);
    stamp += 1000;
    Files.setLastModifiedTime(file, FileTime.fromMillis(stamp));
    return file;
  }

  private RuleWatcher watch(Path named) {
    return new RuleWatcher(List.of(named), () -> known, () -> changes++);
  }

  @Test
  void tellsOfAnotherContentOnceItHasSettled() throws IOException {
    Path file = write("r.groovy", "a");
    RuleWatcher watcher = watch(file);

    watcher.look();
    write("r.groovy", "b");
    watcher.look();
    assertThat(changes).isZero();

    watcher.look();
    watcher.look();
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void waitsWhileAFileIsStillBeingWritten() throws IOException {
    Path file = write("r.groovy", "a");
    RuleWatcher watcher = watch(file);

    for (int i = 0; i < 5; i++) {
      write("r.groovy", "part " + i);
      watcher.look();
    }
    assertThat(changes).isZero();

    watcher.look();
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void takesNoNoticeOfATouch() throws IOException {
    Path file = write("r.groovy", "a");
    RuleWatcher watcher = watch(file);

    write("r.groovy", "a");
    watcher.look();
    watcher.look();

    assertThat(changes).isZero();
  }

  @Test
  void tellsOfAFileThatIsNewInANamedDirectory() throws IOException {
    write("r.groovy", "a");
    RuleWatcher watcher = watch(dir);

    write("s.groovy", "b");
    write("notes.txt", "c");
    watcher.look();
    watcher.look();

    assertThat(changes).isEqualTo(1);
  }

  @Test
  void tellsOfAChangeInAFileThatARefusedLoadIncluded() throws IOException {
    Path file = write("r.groovy", "include 'x'");
    RuleWatcher watcher = watch(file);
    known = Set.of(write("x.groovy", "broken").toAbsolutePath());

    watcher.look();
    watcher.look();
    assertThat(changes).isZero();

    write("x.groovy", "mended");
    watcher.look();
    watcher.look();
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void tellsOfAFileThatIsGone() throws IOException {
    Path file = write("r.groovy", "a");
    RuleWatcher watcher = watch(file);

    Files.delete(file);
    watcher.look();
    watcher.look();

    assertThat(changes).isEqualTo(1);
  }

  @Test
  void saysNothingOfWhatWasLoadedOtherwise() throws IOException {
    Path file = write("r.groovy", "a");
    RuleWatcher watcher = watch(file);

    write("r.groovy", "b");
    watcher.look();
    watcher.loaded(FileContents.of(Set.of(file)));
    watcher.look();
    assertThat(changes).isZero();

    write("r.groovy", "c");
    watcher.look();
    watcher.look();
    assertThat(changes).isEqualTo(1);
  }
}

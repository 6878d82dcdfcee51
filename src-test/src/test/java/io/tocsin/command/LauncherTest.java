package io.tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, in a checkout that looks built, with a {@code java} that notes what is asked. */
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "bin", "tocsin").toAbsolutePath().normalize();

  /** Notes each call, and plays the hub that the archive is made by. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      echo "cache=${TOCSIN_CACHE:-} $*" >> "$NOTES"
      case $1 in
        -XX:ArchiveClassesAtExit=*)
          touch "${1#*=}"
          trap 'echo hangup >> "$NOTES"; echo "INFO Reloader - reloaded: 1 streams"' HUP
          trap 'echo end >> "$NOTES"; exit 0' TERM
          echo 'Tocsin is running. It listens on:'
          for ((i = 0; i < 600; i++)); do sleep 0.1; done ;;
      esac
      """;

  @TempDir private Path home;

  private record Ended(int code, String said) {}

  @BeforeEach
  void makeACheckout() throws IOException {
    write("bin/tocsin", Files.readString(LAUNCHER)).toFile().setExecutable(true);
    write("jdk/bin/java", JAVA).toFile().setExecutable(true);
    write("config-examples/quickstart.groovy", "server { tcp port: 5555 }\n");
    write("server/target/dist/lib/a.jar", "");
    write("server/target/dist/lib/b.jar", "");
  }

  private Path write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/tocsin").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().remove("TOCSIN_JAVA_OPTS");
    builder.environment().remove("TOCSIN_CACHE");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                home.resolve("jdk").toString(),
                "NOTES",
                notes().toString(),
                "TOCSIN_NO_BUILD",
                "yes"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), said);
  }

  private Path notes() {
    return home.resolve("notes");
  }

  @Test
  void makesAnArchiveOnceByAHubThatCompilesAndThenReloads() throws Exception {
    assertThat(launch(Map.of(), "run", "x.groovy")).isEqualTo(new Ended(0, ""));
    List<String> first = Files.readAllLines(notes());
    launch(Map.of(), "run", "x.groovy");

    assertThat(first).hasSize(4);
    assertThat(first.get(0))
        .startsWith("cache=" + home.resolve("server/target/dist/training-cache") + " ")
        .endsWith("run " + home.resolve("server/target/dist/training.groovy"));
    assertThat(first.subList(1, 3)).containsExactly("hangup", "end");
    assertThat(first.get(3)).startsWith("cache= ").endsWith("run x.groovy");
    assertThat(Files.readAllLines(notes())).hasSize(5).endsWith(first.get(3));
    assertThat(Files.readString(home.resolve("server/target/dist/training.groovy")))
        .isEqualTo("server { tcp port: 0 }\n");
    assertThat(home.resolve("server/target/dist/training-cache")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "run, '', -Xms24m -Xmx1g -XX:+UseSerialGC -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError",
    "bench, '', -Xms24m -Xmx1g -XX:+UseSerialGC -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError",
    "run, -Xmx2g -Da=b, -Xmx2g -Da=b",
    "check, '', -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
  })
  void setsTheOptionsOfTheJvm(String command, String given, String expected) throws Exception {
    launch(Map.of("TOCSIN_JAVA_OPTS", given), command);

    List<String> notes = Files.readAllLines(notes());
    assertThat(notes.get(notes.size() - 1))
        .startsWith("cache= " + expected + " -XX:SharedArchiveFile=")
        .contains("-cp " + home + "/server/target/dist/lib/a.jar:" + home)
        .endsWith(" io.tocsin.server.command.Tocsin " + command);
  }

  @Test
  void saysThatItMayNotBuild() throws Exception {
    Files.delete(home.resolve("server/target/dist/lib/a.jar"));
    Files.delete(home.resolve("server/target/dist/lib/b.jar"));
    Files.delete(home.resolve("server/target/dist/lib"));

    assertThat(launch(Map.of(), "run"))
        .isEqualTo(new Ended(1, "tocsin: not built, and TOCSIN_NO_BUILD is set\n"));
  }
}

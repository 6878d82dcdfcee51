package io.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code conformance/*.yaml} that is about operators. */
final class StreamConformanceTest {

  private static final Path DATA = Path.of("src/test/resources/conformance");
  private static final Set<String> KEYS =
      Set.of(
          "case", "top", "files", "rule", "in", "out", "out2", "out3", "log", "losses", "riemann",
          "oracle");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir private Path folder;

  static List<StreamCase> cases() throws IOException {
    List<StreamCase> cases = new ArrayList<>();
    for (Path file : files()) {
      for (JsonNode data : YAML.readTree(file.toFile())) {
        if (data.has("rule")) {
          cases.add(new StreamCase(name(file), data.path("case").asText(), data));
        }
      }
    }
    return cases;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(DATA)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void behavesAsWritten(StreamCase one) throws IOException {
    assertThat(one.differences(folder))
        .as(
            one
                + "\n  "
                + one.data().get("rule").asText()
                + "\n  in "
                + one.data().path("in").asText())
        .isEmpty();
  }

  @Test
  void casesAreWellFormedAndNamedOnce() throws IOException {
    Set<String> names = new HashSet<>();
    for (StreamCase one : cases()) {
      one.data()
          .fieldNames()
          .forEachRemaining(key -> assertThat(KEYS).as(one.toString()).contains(key));
      assertThat(one.name()).as(one.file()).isNotBlank();
      assertThat(names.add(one.toString())).as(one + " is named twice").isTrue();
      assertThat(one.data().path("riemann").asText())
          .as(one.toString())
          .matches("same|none|unknown|differs: .{8,}");
    }
  }
}

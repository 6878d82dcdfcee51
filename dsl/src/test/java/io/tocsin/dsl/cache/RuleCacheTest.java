package io.tocsin.dsl.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleCacheTest {

  private static final CompiledRules RULES =
      new CompiledRules(List.of(Path.of("/r/a.groovy")), List.of(), List.of(), List.of());

  @TempDir private Path folder;

  @Test
  void findsWhatWasKeptForTheSameFiles() {
    RuleCache.in(folder.resolve("c"), "1").keep(List.of("a"), List.of("/r/a", "d1"), RULES);

    RuleCache cache = RuleCache.in(folder.resolve("c"), "1");
    assertThat(cache.find(List.of("a"), List.of("/r/a", "d1"))).isEqualTo(RULES);
    assertThat(cache.find(List.of("./a"), List.of("/r/a", "d1"))).isNull();
    assertThat(cache.find(List.of("a"), List.of("/r/a", "d2"))).isNull();
    assertThat(cache.find(List.of("a"), List.of("/r/ad", "1"))).isNull();
  }

  @Test
  void findsNothingOfAnotherBuild() {
    RuleCache.in(folder.resolve("c"), "1").keep(List.of("a"), List.of(), RULES);

    assertThat(RuleCache.in(folder.resolve("c"), "2").find(List.of("a"), List.of())).isNull();
  }

  @Test
  void noneKeepsNothing() {
    RuleCache none = RuleCache.none();

    none.keep(List.of("a"), List.of(), RULES);

    assertThat(none.isOff()).isTrue();
    assertThat(none.find(List.of("a"), List.of())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "FOLDER/own, FOLDER/xdg, FOLDER/own",
    "'', FOLDER/xdg, FOLDER/xdg/tocsin/rules",
    "off, FOLDER/xdg, ''",
    "'', not/absolute, ''"
  })
  void isWhereTheEnvironmentSays(String own, String xdg, String expected) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("TOCSIN_CACHE", own.replace("FOLDER", folder.toString()));
    environment.put("XDG_CACHE_HOME", xdg.replace("FOLDER", folder.toString()));

    RuleCache cache = RuleCache.ofUser(environment);
    cache.keep(List.of("a"), List.of(), RULES);

    assertThat(cache.isOff()).isEqualTo(expected.isEmpty());
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).map(file -> file.getParent().toString()).toList())
          .isEqualTo(
              expected.isEmpty()
                  ? List.of()
                  : List.of(expected.replace("FOLDER", folder.toString())));
    }
  }

  @Test
  void isTheSameFromOneStartToTheNext() {
    Map<String, String> environment = Map.of("TOCSIN_CACHE", folder.resolve("c").toString());
    RuleCache.ofUser(environment).keep(List.of("a"), List.of(), RULES);

    assertThat(RuleCache.ofUser(environment).find(List.of("a"), List.of())).isEqualTo(RULES);
  }
}

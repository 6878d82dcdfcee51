package io.tocsin.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.HubProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start of the program with rules it knows does without what takes long to load. */
final class StartTest {

  private static final List<String> SLOW =
      List.of(
          "picocli.",
          "ch.qos.logback.classic.joran.",
          "org.xml.sax.",
          "groovyjarjarantlr4.",
          "org.codehaus.groovy.control.CompilationUnit ",
          "org.codehaus.groovy.transform.stc.");

  @TempDir private Path folder;

  /** Starts a hub, sends it an event, and gives what it loaded of the slow ones. */
  private Set<String> slowParts(Path rules, Path log) throws Exception {
    Map<String, String> environment = Map.of("TOCSIN_CACHE", folder.resolve("cache").toString());
    try (HubProcess hub = HubProcess.start(rules, environment, "-Xlog:class+load:file=" + log)) {
      hub.send(Event.builder().host("a").service("s").metric(5).build());
      assertThat(hub.query("true")).extracting(Event::getHost).containsExactly("a");
    }
    Set<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(log)) {
      SLOW.stream().filter(line::contains).forEach(found::add);
    }
    return found;
  }

  @Test
  void loadsNoCompilerForRulesItKnows() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("rules.groovy"),
            "server { tcp port: 0 }\nstreams { where { metric > 1 } { index() } }\n");

    assertThat(slowParts(rules, folder.resolve("first.log")))
        .contains("org.codehaus.groovy.control.CompilationUnit ")
        .doesNotContain("picocli.");
    assertThat(slowParts(rules, folder.resolve("second.log"))).isEmpty();
  }
}

package io.tocsin.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The package map: which room may enter which. */
final class ArchitectureTest {

  private static final String ROOT = "io.tocsin.";

  static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tocsin");

  /**
   * The rooms of the engine and the notifiers, and those each may use besides itself and its own
   * sub-packages. A package that has no row fails the test: say where it belongs.
   */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          room("event", ""),
          room("time", ""),
          room("source", "event"),
          room("telemetry", "time"),
          room("state", "event time"),
          room("disk", ""),
          room("journal", "disk telemetry time"),
          room("fold", "event state"),
          room("query", "event"),
          room("index", "event state query time stream"),
          room("sink", "event time telemetry"),
          room("sink.store", "disk event sink telemetry wire"),
          room("stream", "event state time stream.dispatch"),
          room("stream.dispatch", "event"),
          room("stream.filter", "event stream stream.dispatch"),
          room("stream.map", "event state stream"),
          room("stream.window", "event state time stream fold"),
          room("stream.rate", "event state time stream fold stream.partition"),
          room("stream.trend", "event state stream fold stream.rate"),
          room("stream.gap", "event state time stream stream.rate"),
          room("stream.rank", "event state fold stream stream.partition"),
          room("stream.partition", "event state time stream"),
          room("stream.suppress", "event state time stream stream.partition"),
          room("stream.combine", "event state stream fold"),
          room("stream.channel", "event state stream"),
          room("stream.correlation", "event state time stream stream.partition index"),
          room("stream.end", "event state stream stream.channel index sink"),
          room("wire", "event"),
          room("transport", "event time source telemetry wire"),
          room("transport.client", "event transport wire"),
          room("transport.live", "event time source wire query transport"),
          room("transport.http", "event time source telemetry wire query transport transport.live"),
          room("snapshot", "event state time disk telemetry"),
          room("testkit", "event time stream disk"),
          room(
              "core",
              "event state time stream stream.channel stream.end stream.partition index query source"
                  + " telemetry"),
          room("notify.text", "event sink wire"),
          room("notify.http", "sink time"),
          room("notify.carbon", "event sink time notify.text"),
          room("notify.email", "event sink time notify.text"),
          room("notify.file", "event sink time wire notify.text"),
          room("notify.riemann", "event sink transport.client"),
          room("notify.slack", "event sink time wire notify.text notify.http"),
          room("notify.webhook", "event sink time wire notify.text notify.http"));

  private static Map.Entry<String, Set<String>> room(String name, String mayUse) {
    return Map.entry(name, mayUse.isEmpty() ? Set.of() : Set.of(mayUse.split(" ")));
  }

  @Test
  void importsEveryModule() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName))
        .contains("io.tocsin.event", "io.tocsin.notify.email", "io.tocsin.dsl", "io.tocsin.server")
        .doesNotContain("io.tocsin.arch");
  }

  @Test
  void everyRoomOfEngineAndNotifiersUsesOnlyThoseBelowIt() {
    List<String> trespasses = new ArrayList<>();
    for (JavaClass type : MAIN) {
      if (!isDslOrServer(type)) {
        String room = roomOf(type.getPackageName());
        type.getDirectDependenciesFromSelf().stream()
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(target -> target.getPackageName().startsWith(ROOT))
            .filter(target -> !mayEnter(room, target.getPackageName()))
            .map(target -> type.getName() + " uses " + target.getName())
            .forEach(trespasses::add);
      }
    }

    assertThat(new TreeSet<>(trespasses)).isEmpty();
  }

  private static boolean isDslOrServer(JavaClass type) {
    return type.getPackageName().startsWith(ROOT + "dsl")
        || type.getPackageName().startsWith(ROOT + "server");
  }

  private static boolean mayEnter(String room, String targetPackage) {
    return targetPackage.startsWith(ROOT + "dsl") || targetPackage.startsWith(ROOT + "server")
        ? false
        : roomOf(targetPackage).equals(room)
            || ROOMS.getOrDefault(room, Set.of()).contains(roomOf(targetPackage));
  }

  /** The longest row that a package is in or below. */
  private static String roomOf(String packageName) {
    String name = packageName.substring(ROOT.length());
    for (String prefix = name; ; prefix = prefix.substring(0, prefix.lastIndexOf('.'))) {
      if (ROOMS.containsKey(prefix)) {
        return prefix;
      }
      assertThat(prefix).as("the package " + packageName + " has no row in ROOMS").contains(".");
    }
  }

  @Test
  void modulesPointDownwards() {
    nobodyIn("the dsl", "io.tocsin.dsl..", "io.tocsin.server..").check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tocsin.server..", "io.tocsin.dsl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tocsin.server..", "io.tocsin.dsl..")
        .check(MAIN);
  }

  private static ArchRule nobodyIn(String who, String room, String... forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .as("nobody in " + who + " uses " + String.join(", ", forbidden));
  }

  @Test
  void packagesOfEngineNotifiersAndServerHaveNoCycles() {
    DescribedPredicate<JavaClass> outsideDsl =
        describe("outside the dsl", type -> !type.getPackageName().startsWith("io.tocsin.dsl"));

    slices()
        .matching("io.tocsin.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(outsideDsl.negate(), describe("anything", type -> true))
        .check(MAIN);
  }

  @ParameterizedTest(name = "{0} only in {1}")
  @CsvSource({
    "io.netty.., io.tocsin.transport..",
    "com.google.protobuf.., io.tocsin.wire..",
    "org.antlr.., io.tocsin.query..",
    "com.datadoghq.., io.tocsin.stream.rate..",
    "io.micrometer.., io.tocsin.telemetry..",
    "com.github.benmanes.., io.tocsin.stream.partition..",
    "jakarta.mail.., io.tocsin.notify.email..",
    "org.eclipse.angus.., io.tocsin.notify.email..",
    "groovy.., io.tocsin.dsl..",
    "groovyjarjarantlr4.., io.tocsin.dsl..",
    "org.codehaus.groovy.., io.tocsin.dsl..",
    "org.apache.groovy.., io.tocsin.dsl..",
    "picocli.., io.tocsin.server.command..",
    "ch.qos.logback.., io.tocsin.server..",
    "org.HdrHistogram.., io.tocsin.server.bench..",
  })
  void librariesStayInTheirRooms(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(MAIN);
  }

  @Test
  void nobodyUsesAnotherModulesInsides() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tocsin.dsl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tocsin.dsl.internal..", "io.tocsin.dsl.verb..")
        .check(MAIN);
  }

  @Test
  void nobodyNeedsTheTestkit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.tocsin.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tocsin.testkit..", "org.junit..", "org.assertj..")
        .check(MAIN);
  }

  @ParameterizedTest
  @MethodSource("notifiers")
  void notifiersAreStrangersToEachOther(String notifier) {
    String[] others =
        notifiers()
            .filter(other -> !other.equals(notifier))
            .map(other -> other + "..")
            .toArray(String[]::new);

    assertThat(others).isNotEmpty();
    nobodyIn(notifier, notifier + "..", others).check(MAIN);
  }

  static Stream<String> notifiers() {
    return MAIN.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith("io.tocsin.notify."))
        .filter(name -> !name.endsWith(".text") && !name.endsWith(".http"))
        .distinct()
        .sorted();
  }
}

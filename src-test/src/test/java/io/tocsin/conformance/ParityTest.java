package io.tocsin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.RuleSet;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.dsl.verb.Verb;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verbs, recipes and conformance data have the same extent. The handbook's is checked elsewhere.
 */
final class ParityTest {

  /** Verbs about files and outputs, which cases in data cannot have; their own tests do. */
  private static final Set<String> ELSEWHERE =
      Set.of("sendTo", "forward", "log", "enrich", "secret", "rule");

  /** Recipes of those verbs. */
  private static final Set<String> RECIPES_ELSEWHERE =
      Set.of("SendToSpec", "LogSpec", "EnrichSpec");

  @TempDir private Path folder;

  private static String rules() throws Exception {
    return StreamConformanceTest.cases().stream()
        .filter(one -> !one.data().has("top"))
        .map(
            one -> "streams {\n" + StreamCase.withProbes(one.data().get("rule").asText()) + "\n}\n")
        .distinct()
        .collect(Collectors.joining());
  }

  @Test
  void everyVerbOfStreamsHasACase() throws Exception {
    String rules = rules();
    Set<String> without =
        names(ParityTest::isOfStreams).stream()
            .filter(name -> !ELSEWHERE.contains(name))
            .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(rules).find())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(without).as("verbs that no conformance case uses").isEmpty();
  }

  @Test
  void everyVerbHasAPictureAndEveryVerbOfStreamsOneThatIsRun() throws Exception {
    Set<String> run =
        PictureTest.pictures().stream()
            .map(one -> one.name().substring(VerbEntries.PICTURE.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> drawn =
        VerbEntries.all().stream()
            .filter(entry -> !entry.picture().isBlank())
            .map(VerbEntries.Entry::verb)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> verbs = names(method -> method.isAnnotationPresent(Verb.class));

    assertThat(drawn).containsExactlyInAnyOrderElementsOf(verbs);
    assertThat(run).containsAll(names(ParityTest::isOfStreams)).isSubsetOf(verbs);
  }

  private static Set<String> names(Predicate<Method> wanted) {
    return Arrays.stream(RuleScript.class.getMethods())
        .filter(wanted)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isOfStreams(Method method) {
    Verb verb = method.getAnnotation(Verb.class);
    return verb != null
        && Arrays.stream(verb.in()).anyMatch(scope -> scope == Scope.EVENT || scope == Scope.BATCH);
  }

  @Test
  void everyRecipeHasACase() throws Exception {
    Path file = Files.writeString(folder.resolve("all.groovy"), rules());
    Set<String> used = new TreeSet<>(RECIPES_ELSEWHERE);
    try (RuleSet set = RuleCompiler.forChecking().compile(file)) {
      collect(set.streams(), used);
    }

    Set<String> recipes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tocsin.stream")
                .stream()
                .filter(type -> type.isAssignableTo(OperatorSpec.class) && !type.isInterface())
                // A recipe is public; others only look like one.
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(recipes).hasSizeGreaterThan(50);
    assertThat(used).containsAll(recipes);
  }

  private static void collect(List<StageSpec> stages, Set<String> names) {
    for (StageSpec stage : stages) {
      names.add(stage.operator().getClass().getSimpleName());
      stage.branches().forEach(branch -> collect(branch, names));
    }
  }
}

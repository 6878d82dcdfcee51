package io.tocsin.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.tocsin.index.Index;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.channel.Channels;
import io.tocsin.stream.channel.Rounds;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every package and class is like. */
final class ConventionTest {

  @Test
  void everyPackageSaysWhatLivesThere() {
    Set<String> told =
        ArchitectureTest.MAIN.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    Set<String> all =
        ArchitectureTest.MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(told).isNotEmpty().containsAll(all);
  }

  @Test
  void operatorsAreFinalAndRecipesAreRecords() {
    classes()
        .that()
        .resideInAPackage("io.tocsin.stream..")
        .and()
        .haveSimpleNameEndingWith("Spec")
        .and()
        .areNotInterfaces()
        .should(beOf("a record", JavaClass::isRecord))
        .check(ArchitectureTest.MAIN);
    classes()
        .that()
        .resideInAPackage("io.tocsin.stream..")
        .and()
        .haveSimpleNameEndingWith("Operator")
        .and()
        .areNotInterfaces()
        .should()
        .notBePublic()
        .check(ArchitectureTest.MAIN);
  }

  private static com.tngtech.archunit.lang.ArchCondition<JavaClass> beOf(
      String what, java.util.function.Predicate<JavaClass> test) {
    return com.tngtech.archunit.lang.ArchCondition.from(describe("be " + what, test));
  }

  /** What they ask a lane for is on one lane only, however many there are. */
  @Test
  void recipesThatUseIndexOrChannelsSaySo() {
    Set<String> ofTheHub =
        Set.of(Index.class.getName(), Channels.class.getName(), Rounds.class.getName());
    List<String> users =
        ArchitectureTest.MAIN.stream()
            .filter(type -> type.isAssignableTo(OperatorSpec.class) && type.isRecord())
            .filter(
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> ofTheHub.contains(d.getTargetClass().getName())))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    List<String> silent =
        users.stream()
            .filter(
                name ->
                    ArchitectureTest.MAIN.get(name).getMethods().stream()
                        .noneMatch(method -> method.getName().equals("needsWholeHub")))
            .toList();

    assertThat(users).contains("io.tocsin.stream.end.IndexSpec").hasSizeGreaterThan(4);
    assertThat(silent).isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    List<String> vague = Arrays.asList("Impl", "Util", "Utils", "Manager", "Helper");

    assertThat(
            ArchitectureTest.MAIN.stream()
                .filter(
                    type ->
                        type.getSimpleName().startsWith("Abstract")
                            || vague.stream().anyMatch(type.getSimpleName()::endsWith))
                .map(JavaClass::getName))
        .isEmpty();
  }
}

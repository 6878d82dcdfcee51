package io.tocsin.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
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

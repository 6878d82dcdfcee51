package io.tocsin.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Timer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where clocks are read, and threads made. */
final class ClockRuleTest {

  @Test
  void timeAndThreadsAreMadeOnlyWhereTheyAreKept() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.tocsin.time..",
            "io.tocsin.core..",
            "io.tocsin.transport..",
            "io.tocsin.sink..",
            "io.tocsin.journal..",
            "io.tocsin.snapshot..",
            "io.tocsin.server..")
        .should()
        .accessTargetWhere(
            target(
                describe("a clock, a sleep or a new thread", ClockRuleTest::isClockSleepOrThread)))
        .check(ArchitectureTest.MAIN);
  }

  private static boolean isClockSleepOrThread(AccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    boolean isNew = name.equals("<init>");
    if (owner.isEquivalentTo(System.class)) {
      return name.equals("currentTimeMillis") || name.equals("nanoTime");
    }
    if (owner.isAssignableTo(Thread.class)) {
      return name.equals("sleep") || isNew;
    }
    boolean hasClock =
        Stream.of(Instant.class, Clock.class, LocalDateTime.class, ZonedDateTime.class)
            .anyMatch(owner::isEquivalentTo);
    if (hasClock) {
      return name.equals("now") || name.startsWith("system");
    }
    if (owner.isEquivalentTo(Date.class)) {
      return isNew
          && target instanceof AccessTarget.ConstructorCallTarget call
          && call.getRawParameterTypes().isEmpty();
    }
    return (owner.isEquivalentTo(Timer.class) && isNew)
        || owner.isEquivalentTo(java.util.concurrent.Executors.class);
  }

  /** So that the rule about clocks is known to see what it forbids. */
  @Test
  void seesTheClockWhereItIsKept() {
    assertThat(
            ArchitectureTest.MAIN.get("io.tocsin.time.SystemTime").getAccessesFromSelf().stream()
                .map(JavaAccess::getTarget)
                .filter(ClockRuleTest::isClockSleepOrThread))
        .isNotEmpty();
  }
}

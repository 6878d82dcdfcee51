package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in rules. */
final class SecretTest {

  @TempDir private Path dir;

  @Test
  void aSecretThatIsNotSetStopsARunButNotACheck() throws Exception {
    Path file =
        RuleTexts.write(
            dir,
            "s.groovy",
            "def c = slack(webhook: secret('NO_SUCH_SECRET'))\nstreams { sendTo c }");

    RuleCompiler.forChecking().compile(file).close();
    try (RuleSet rules = RuleCompiler.forRunning(java.util.Map.of()).compile(file)) {
      throw new AssertionError("compiled: " + rules);
    } catch (RuleException e) {
      assertThat(e.getMessage()).contains("the secret 'NO_SUCH_SECRET' is not set");
    }
  }

  @Test
  void aSecretShowsNowhere() throws Exception {
    Path file =
        RuleTexts.write(
            dir,
            "s.groovy",
            "def c = slack(webhook: secret('HOOK'))\nstreams { where { host == 'a' } { sendTo c } }");
    var environment = java.util.Map.of("HOOK", "https://hooks.example.com/T0KEN");

    try (RuleSet rules = RuleCompiler.forRunning(environment).compile(file)) {
      assertThat(rules.toString()).doesNotContain("T0KEN");
      assertThat(rules.streams().toString()).doesNotContain("T0KEN");
    }
  }
}

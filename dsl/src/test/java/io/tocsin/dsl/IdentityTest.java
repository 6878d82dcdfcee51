package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.stream.StageId;
import io.tocsin.stream.Topology;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is the same rule however it is laid out, and another one when it means something else. */
final class IdentityTest {

  private static final String RULES =
      """
      streams {
        where { service == 'cpu' && metric > 0.9 } { by('host') { changedState { probe('a') } } }
        for (h in ['db1', 'db2']) where { host == h } { throttle(1, per: 1.minute) { probe('b') } }
      }
      """;

  @TempDir private Path dir;

  private Set<StageId> ids(String text) throws RuleException {
    try (RuleSet rules = RuleTexts.compile(dir, text)) {
      return new HashSet<>(Topology.identities(rules.streams()).keySet());
    }
  }

  @Test
  void isKeptByLayoutCommentsAndOrder() throws RuleException {
    String other =
        """
        // the same rules
        streams {
          for (h in ['db1', 'db2']) {
            where { host == h } { throttle(1, per: 60.seconds) { probe('b') } }
          }
          where {
            service   == 'cpu' && // hot
              metric > 0.9
          } { by('host') { changedState { probe('a') } } }
        }
        """;

    assertThat(ids(other)).isEqualTo(ids(RULES)).hasSize(10);
  }

  @Test
  void isAnotherForAnotherConditionOrCapturedValue() throws RuleException {
    assertThat(ids(RULES.replace("0.9", "0.8"))).isNotEqualTo(ids(RULES));
    assertThat(ids(RULES.replace("'db2'", "'db3'"))).isNotEqualTo(ids(RULES));
    assertThat(ids(RULES.replace("host == h ", "'host' == h "))).isNotEqualTo(ids(RULES));
    assertThat(ids(RULES)).isEqualTo(ids(RULES));
  }

  @Test
  void aThrottleOfAnotherRuleIsAnotherThrottle() throws RuleException {
    assertThat(
            ids(RULES).stream().filter(id -> id.operator().toString().startsWith("ThrottleSpec")))
        .hasSize(2);
  }
}

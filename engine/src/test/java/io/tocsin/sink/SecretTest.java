package io.tocsin.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Behaviour of {@link Secret}. */
final class SecretTest {

  private record Account(String user, Secret password) {}

  @Test
  void isMaskedAlsoInsideARecord() {
    assertThat(new Account("bob", Secret.of("s3cret")).toString())
        .isEqualTo("Account[user=bob, password=***]");
  }

  @Test
  void isComparedByValue() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a").reveal()).isEqualTo("a");
  }

  @Test
  @SuppressWarnings("NullAway")
  void refusesNull() {
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(null));
  }
}

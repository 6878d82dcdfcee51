package io.tocsin.notify.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.sink.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of {@link EmailSettings}, {@link SmtpServer} and {@link SubjectRule}. */
final class EmailSettingsTest {

  private static final SmtpServer SERVER = SmtpServer.of("localhost", 25);

  @ParameterizedTest(name = "{0} with password {1}")
  @CsvSource({
    "smtp://localhost, , localhost, 25, OPTIONAL, ",
    "smtp://mail.x.org:1025, , mail.x.org, 1025, OPTIONAL, ",
    "smtp://bob@mail.x.org:587, pw, mail.x.org, 587, REQUIRED, bob",
    "smtps://bob@mail.x.org, pw, mail.x.org, 465, IMPLICIT, bob",
    "SMTPS://mail.x.org:4650, , mail.x.org, 4650, IMPLICIT, "
  })
  void readsTheServersAddress(
      String address,
      @Nullable String password,
      String host,
      int port,
      Tls tls,
      @Nullable String user) {
    Secret secret = password == null ? null : Secret.of(password);

    assertThat(SmtpServer.parse(address, secret))
        .isEqualTo(new SmtpServer(host, port, tls, user, secret, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost", "localhost:25", "http://x", "smtp://", "smtp://a b:SECRET@x"})
  void refusesWhatIsNoAddressOfAServerWithoutShowingIt(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpServer.parse(address, null))
        .withMessageStartingWith("email: smtp must be an address such as")
        .withMessageNotContaining("SECRET")
        .withNoCause();
  }

  @Test
  void refusesAPasswordInTheAddressWithoutShowingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpServer.parse("smtp://bob:SECRET@x", null))
        .withMessageContaining("write password: secret('NAME')")
        .withMessageNotContaining("SECRET");
  }

  @Test
  void wantsUserAndPasswordTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpServer.parse("smtp://bob@x", null))
        .withMessageContaining("no password for user 'bob'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpServer.parse("smtp://x", Secret.of("pw")))
        .withMessageContaining("a password without a user");
  }

  @ParameterizedTest
  @CsvSource({"0", "65536"})
  void refusesAPortThatIsNone(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpServer.of("x", port))
        .withMessage("email: port must be from 1 to 65535, was " + port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ops", "ops@", "@x.org", "a@x.org, b@x.org", "a@x.org\r\nBcc: b@x.org", "a b"})
  void refusesWhatIsNotOneAddress(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailSettings.of("m", SERVER, address, List.of("a@x.org")))
        .withMessageStartingWith("email: from must be one address such as");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailSettings.of("m", SERVER, "a@x.org", List.of(address)))
        .withMessageStartingWith("email: to must be one address such as");
  }

  @Test
  void wantsARecipientAndAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailSettings.of("m", SERVER, "a@x.org", List.of()))
        .withMessage("email: nobody to write to; add to: ['ops@example.com']");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmailSettings.of("", SERVER, "a@x.org", List.of("a@x.org")))
        .withMessageContaining("name");
  }

  @Test
  void comparesSubjectsByTheirText() {
    assertThat(SubjectRule.template("{{host}}")).isEqualTo(SubjectRule.template("{{host}}"));
    assertThat(SubjectRule.template("{{host}}")).isNotEqualTo(SubjectRule.headline());
    assertThatIllegalArgumentException().isThrownBy(() -> SubjectRule.template("{{hots}}"));
  }
}

package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.dsl.ServerSettings.Tls;
import io.tocsin.notify.email.EmailSettings;
import io.tocsin.notify.riemann.RiemannSettings;
import io.tocsin.transport.TlsSettings;
import io.tocsin.transport.client.ClientTls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and keys that rules name. */
final class TlsFileTest {

  @TempDir private Path dir;
  private Path rules;
  private Path tls;

  @BeforeEach
  void files() throws Exception {
    rules = Files.createDirectories(dir.resolve("sub")).resolve("rules.groovy");
    tls = Files.createDirectories(dir.resolve("sub/tls"));
    for (String name : new String[] {"cert.pem", "key.pem", "ca.pem"}) {
      Files.writeString(tls.resolve(name), "");
    }
  }

  private RuleSet compile(String text) throws Exception {
    Files.writeString(rules, text);
    return RuleCompiler.forChecking().compile(rules);
  }

  @Test
  void thoseOfListenersStandBesideTheRuleFile() throws Exception {
    try (RuleSet set =
        compile(
            "server {\n  tcp port: 0, tls: [cert: 'tls/cert.pem', key: 'tls/key.pem', clientCa: '"
                + tls.resolve("ca.pem")
                + "']\n}\nstreams { index() }\n")) {
      Tls found = set.server().listeners().get(0).tls();

      assertThat(found)
          .isEqualTo(
              new Tls(
                  tls.resolve("cert.pem").toString(),
                  tls.resolve("key.pem").toString(),
                  tls.resolve("ca.pem").toString(),
                  TlsSettings.PROTOCOLS));
      assertThat(set.warnings()).isEmpty();
    }
  }

  @Test
  void thoseOfOutputsStandBesideTheRuleFile() throws Exception {
    String text =
        """
        def a = riemann(host: 'h', tls: [ca: 'tls/ca.pem', cert: 'tls/cert.pem', key: 'tls/key.pem'])
        def b = email(smtp: 'smtps://h', from: 'a@b.c', to: ['d@e.f'], ca: 'tls/ca.pem')
        streams { forward(a); sendTo b }
        """;
    try (RuleSet set = compile(text)) {
      RiemannSettings hub = (RiemannSettings) set.outputs().get(0);
      EmailSettings mail = (EmailSettings) set.outputs().get(1);

      assertThat(hub.tls())
          .isEqualTo(
              new ClientTls(
                  tls.resolve("ca.pem"), tls.resolve("cert.pem"), tls.resolve("key.pem")));
      assertThat(mail.server().ca()).isEqualTo(tls.resolve("ca.pem"));
      assertThat(set.warnings()).isEmpty();
    }
  }

  @Test
  void thoseOfAnIncludedFileStandBesideThat() throws Exception {
    Files.writeString(
        tls.resolve("listener.groovy"),
        "server { tcp port: 0, tls: [cert: 'cert.pem', key: 'key.pem'] }\n");
    try (RuleSet set = compile("include 'tls/listener.groovy'\nstreams { index() }\n")) {
      assertThat(set.server().listeners().get(0).tls().cert())
          .isEqualTo(tls.resolve("cert.pem").toString());
      assertThat(set.warnings()).isEmpty();
    }
  }

  @Test
  void warnsOfThoseThatAreNotThere() throws Exception {
    String text =
        """
        def a = riemann(host: 'h', tls: [ca: 'no.pem'])
        server {
          http port: 0, tls: [cert: 'tls', key: 'tls/key.pem']
        }
        streams { forward(a) }
        """;
    try (RuleSet set = compile(text)) {
      assertThat(set.warnings())
          .extracting(Problem::toString)
          .containsExactlyInAnyOrder(
              rules
                  + ":1:9: warning: riemann: tls: cannot read 'no.pem'\n"
                  + "    The path is relative to the rule file it is written in.",
              rules
                  + ":3:3: warning: http: tls: cannot read 'tls'\n"
                  + "    The path is relative to the rule file it is written in.");
    }
  }
}

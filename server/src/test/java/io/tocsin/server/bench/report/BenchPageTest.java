package io.tocsin.server.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.bench.BenchResult;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page: well-formed, whole in itself, and with nothing in it that is not text. */
final class BenchPageTest {

  private static final String EVIL = "</style><script>alert('1')</script>&amp;\"<img src=x>\u0001";

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList nodes = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void showsEachPlotWithItsFigures() throws Exception {
    Document page = parsed(BenchPage.write(Samples.setting(), Samples.result(200, 190), null));

    List<Element> plots = elements(page, "svg");
    assertThat(plots)
        .extracting(svg -> svg.getAttribute("aria-label"))
        .containsExactly(
            "events per CPU-second by round",
            "latency by percentile",
            "events by the time they took",
            "heap that keys take",
            "cost of each rule");
    // Two rounds, two bars that are not empty, three rows of costs.
    assertThat(plots.get(0).getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(plots.get(1).getElementsByTagName("circle").getLength()).isEqualTo(9);
    assertThat(plots.get(2).getElementsByTagName("rect").getLength()).isEqualTo(2);
    assertThat(plots.get(3).getTextContent()).contains("800 kB", "1.60 MB", "1k", "2k");
    assertThat(plots.get(4).getElementsByTagName("rect").getLength()).isEqualTo(3);
    assertThat(plots.get(4).getTextContent())
        .contains("where { metric > 1 }", "rules.groovy:7", "100 ns, 50.0 %", "rule 'named'");
  }

  @Test
  void saysHowItWasMeasured() throws Exception {
    Document page = parsed(BenchPage.write(Samples.setting(), Samples.result(200), null));

    assertThat(page.getDocumentElement().getTextContent())
        .contains(
            "tocsin bench rules.groovy",
            "2026-01-02T03:04:05Z, tocsin 1",
            "2 x Some CPU, Linux 6, A VM 17",
            "-Xmx1g",
            "SHA-256 abc",
            "12 messages, none of them sent",
            "lost: throttled");
  }

  @Test
  void whatUsersWroteIsOnlyText() throws Exception {
    Setting setting = Samples.setting(EVIL, EVIL, Samples.MACHINE);
    BenchResult result =
        Samples.result(List.of(Samples.cost(EVIL, "", 0.6), Samples.cost("", EVIL, 0.1)), 100);
    Comparison comparison =
        new Comparison(List.of(new Comparison.Row(EVIL, "1", "2", 0.5)), 0.5, false, List.of(EVIL));

    String html = BenchPage.write(setting, result, comparison);

    Document page = parsed(html);
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "img")).isEmpty();
    assertThat(html)
        .contains("&lt;/style&gt;&lt;script&gt;alert(&#39;1&#39;)")
        .doesNotContain("\u0001");
    assertThat(elements(page, "h1").get(0).getTextContent()).contains("alert('1')");
  }

  @Test
  void needsNothingFromElsewhere() throws Exception {
    String html = BenchPage.write(Samples.setting(), Samples.result(200), null);

    assertThat(html).doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
    assertThat(html).contains("prefers-color-scheme: dark");
    assertThat(elements(parsed(html), "link")).isEmpty();
  }

  @Test
  void figuresThatAreNotKnownLeaveThePageWhole() throws Exception {
    BenchResult known = Samples.result(200);
    BenchResult unknown =
        new BenchResult(
            known.rounds(),
            known.latency(),
            known.costs(),
            Samples.memory(1_800_100),
            0,
            known.losses(),
            "rules.groovy:1:1: ArithmeticException");

    String text =
        parsed(BenchPage.write(Samples.setting(), unknown, null))
            .getDocumentElement()
            .getTextContent();

    assertThat(text)
        .contains("cannot be told", "a rule fails, which is slow: rules.groovy:1:1")
        .doesNotContain("NaN", "Infinity");
  }
}

package io.tocsin.server.command;

import io.tocsin.dsl.RuleTestRunner.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Test results in the XML that CI servers read. */
final class JUnitReport {

  private JUnitReport() {}

  static void write(Path file, List<Result> results) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "tocsin rules");
      xml.writeAttribute("tests", String.valueOf(results.size()));
      xml.writeAttribute(
          "failures", String.valueOf(results.stream().filter(r -> !r.passed()).count()));
      for (Result result : results) {
        testCase(xml, result);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void testCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", printable(result.test().name()));
    xml.writeAttribute("classname", printable(result.test().place().file()));
    xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", result.nanos() / 1e9));
    if (!result.passed()) {
      String failure = printable(String.valueOf(result.failure()));
      xml.writeStartElement("failure");
      xml.writeAttribute("message", failure.lines().findFirst().orElse(""));
      xml.writeCharacters(failure);
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML cannot hold. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }
}

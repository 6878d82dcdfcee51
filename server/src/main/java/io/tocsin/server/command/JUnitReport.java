package io.tocsin.server.command;

import static java.util.stream.Collectors.joining;

import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleTestRunner.Result;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Test results in the XML that CI servers read. */
final class JUnitReport {

  private JUnitReport() {}

  /**
   * Writes a report.
   *
   * @param broken what keeps files from running their tests: an error for each file
   */
  static void write(Path file, List<Result> results, List<Problem> broken) throws IOException {
    Map<String, List<Problem>> errors = new TreeMap<>();
    for (Problem problem : broken) {
      if (problem.isError()) {
        errors.computeIfAbsent(problem.place().file(), f -> new ArrayList<>()).add(problem);
      }
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "tocsin rules");
      xml.writeAttribute("tests", String.valueOf(results.size() + errors.size()));
      xml.writeAttribute(
          "failures", String.valueOf(results.stream().filter(r -> !r.passed()).count()));
      xml.writeAttribute("errors", String.valueOf(errors.size()));
      for (Map.Entry<String, List<Problem>> error : errors.entrySet()) {
        error(xml, error.getKey(), error.getValue());
      }
      for (Result result : results) {
        testCase(xml, result);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new IOException("cannot write " + file + ": there is no such directory", e);
    } catch (FileSystemException e) {
      String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException("cannot write " + file + ": " + why, e);
    }
  }

  private static void error(XMLStreamWriter xml, String file, List<Problem> problems)
      throws XMLStreamException {
    String all = printable(problems.stream().map(Problem::toString).collect(joining("\n")));
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", "compiles");
    xml.writeAttribute("classname", printable(file));
    xml.writeStartElement("error");
    xml.writeAttribute("message", all.lines().findFirst().orElse(""));
    xml.writeCharacters(all);
    xml.writeEndElement();
    xml.writeEndElement();
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
    if (!result.ruleFailures().isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(
          printable("failed in rules:\n" + String.join("\n", result.ruleFailures())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML cannot hold. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD");
  }
}

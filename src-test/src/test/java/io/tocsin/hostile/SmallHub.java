package io.tocsin.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.fixture.HubProcess;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The program in a heap of 256 MB, and a polite client of it. In the end the heap is what it was.
 */
final class SmallHub {

  private final HubProcess process;
  private final RiemannClient polite;
  private final long heapBefore;

  private SmallHub(HubProcess process) throws Exception {
    this.process = process;
    polite = process.client();
    servesThePolite();
    heapBefore = process.heapBytes();
  }

  static SmallHub start(Path folder) throws Exception {
    Path rules = folder.resolve("rules.groovy");
    Files.writeString(
        rules,
        """
        server {
          tcp port: 0
          udp port: 0
          http port: 0
          graphite port: 0
        }
        streams { index() }
        """);
    HubProcess process = HubProcess.start(rules, "-Xmx256m");
    try {
      return new SmallHub(process);
    } catch (Exception | AssertionError e) {
      process.close();
      throw e;
    }
  }

  HubProcess process() {
    return process;
  }

  RiemannClient polite() {
    return polite;
  }

  /** On one connection that is open all the time. */
  void servesThePolite() throws IOException {
    Event event = Event.builder().host("polite").service("beat").metric(System.nanoTime()).build();
    polite.send(List.of(event));
    assertThat(polite.query("host = \"polite\""))
        .extracting(Event::getMetric)
        .containsExactly(event.getMetric());
  }

  void endsAsItBegan() throws Exception {
    try (HubProcess ending = process) {
      assertThat(ending.heapBytes() - heapBefore).as("heap").isLessThan(16L << 20);
      assertThat(ending.log()).doesNotContain("OutOfMemoryError", "LEAK", "\tat ");
      assertThat(ending.log().lines().count()).as("lines of log").isLessThan(100);
      polite.close();
      assertThat(ending.stop()).as("exit code").isZero();
    }
  }
}

package io.tocsin.server.bench.report;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a measurement ran on. Without names of the machine or its users.
 *
 * @param processor its model, or the architecture where that is not known
 * @param processors how many the JVM may use
 * @param system name and version of the operating system
 * @param jvm name and version
 * @param maxHeapBytes the largest the heap may become
 * @param collectors of garbage, by the names the JVM gives them
 * @param flags of the JVM; only those that begin with {@code -X}, since others may hold secrets
 */
public record Machine(
    String processor,
    int processors,
    String system,
    String jvm,
    long maxHeapBytes,
    List<String> collectors,
    List<String> flags) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  public Machine {
    collectors = List.copyOf(collectors);
    flags = List.copyOf(flags);
  }

  /** This one. */
  public static Machine here() {
    return new Machine(
        processorModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        Runtime.getRuntime().maxMemory(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X") && !flag.contains("SharedArchiveFile"))
            .toList());
  }

  private static String processorModel() {
    try {
      for (String line : Files.readAllLines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("model name") && line.contains(":")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not a Linux: what the JVM says must do.
    }
    return System.getProperty("os.arch");
  }

  /** On one line. */
  String brief() {
    return processors
        + " x "
        + processor
        + ", "
        + system
        + ", "
        + jvm
        + ", heap up to "
        + Quantity.bytes(maxHeapBytes)
        + ", "
        + String.join(" + ", collectors);
  }
}

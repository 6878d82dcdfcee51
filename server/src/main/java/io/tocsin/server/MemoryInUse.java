package io.tocsin.server;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory is in use: not counting what the kernel would give back at once. */
final class MemoryInUse {

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private MemoryInUse() {}

  static long bytes(OperatingSystemMXBean system) {
    try {
      for (String line : Files.readAllLines(MEMINFO)) {
        if (line.startsWith("MemAvailable:")) {
          long kilobytes = Long.parseLong(line.replaceAll("\\D", ""));
          return system.getTotalMemorySize() - kilobytes * 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux: the free memory is the best there is.
    }
    return system.getTotalMemorySize() - system.getFreeMemorySize();
  }
}

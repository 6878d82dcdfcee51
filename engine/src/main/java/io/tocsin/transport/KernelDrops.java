package io.tocsin.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many datagrams the kernel has thrown away on a UDP port because nobody read them in time, as
 * Linux tells in {@code /proc/net/udp}. Elsewhere always 0. Thread-safe.
 */
final class KernelDrops {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
  private static final int LOCAL_ADDRESS = 1;

  private KernelDrops() {}

  static long onPort(int port) {
    long drops = 0;
    for (Path table : TABLES) {
      try {
        if (Files.isReadable(table)) {
          drops += in(Files.readAllLines(table), port);
        }
      } catch (IOException e) {
        // A table that cannot be read tells nothing; the other may.
      }
    }
    return drops;
  }

  /** The drops of all sockets bound to a port in a table's lines. */
  static long in(List<String> lines, int port) {
    String suffix = String.format(":%04X", port);
    long drops = 0;
    for (String line : lines) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length > LOCAL_ADDRESS + 1 && columns[LOCAL_ADDRESS].endsWith(suffix)) {
        drops += number(columns[columns.length - 1]);
      }
    }
    return drops;
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}

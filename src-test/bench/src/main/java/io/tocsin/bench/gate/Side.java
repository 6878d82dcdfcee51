package io.tocsin.bench.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;

/** One of two commits in one round: a JVM with {@link Rounds}, which goes on when it is told to. */
final class Side implements AutoCloseable {

  private final String classPath;
  private final Process process;
  private final BufferedReader out;
  private final OutputStream in;
  private final StringBuilder figures = new StringBuilder();
  private boolean begun;

  Side(String classPath, Limits limits) throws IOException {
    this.classPath = classPath;
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                // What is dead is gone after a collection, so that what is kept can be told.
                "-XX:MarkSweepAlwaysCompactCount=1",
                "-cp",
                classPath,
                "io.tocsin.bench.gate.Rounds",
                String.valueOf(limits.warmSeconds()),
                String.valueOf(limits.measuredSeconds()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    in = process.getOutputStream();
  }

  /** Has it run one slice, and waits for its end; false when there was none left. */
  boolean takesATurn() throws IOException {
    if (begun && process.isAlive()) {
      try {
        in.write('\n');
        in.flush();
      } catch (IOException e) {
        // It has just ended, and what it printed is still to be read.
        begun = false;
      }
    }
    begun = true;
    String line = out.readLine();
    while (line != null && !line.isEmpty()) {
      figures.append(line).append('\n');
      line = out.readLine();
    }
    return line != null;
  }

  /**
   * What it has measured.
   *
   * @throws IOException if it failed
   */
  String figures() throws IOException {
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the workload failed with " + classPath);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    return figures.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

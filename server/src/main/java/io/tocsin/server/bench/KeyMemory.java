package io.tocsin.server.bench;

import java.util.List;

/**
 * Heap in use for different numbers of keys, that is of pairs of host and service.
 *
 * @param points rising keys: none, some, twice as many
 * @param eventsPerKey how many events each key had sent
 * @param noiseBytes how far readings of the same heap lay apart
 * @param full whether keys were turned away because the index or a {@code by} was full
 */
public record KeyMemory(List<Point> points, double eventsPerKey, long noiseBytes, boolean full) {

  /** Bytes of heap in use, after collecting garbage, with so many keys. */
  public record Point(int keys, long heapBytes) {}

  public KeyMemory {
    points = List.copyOf(points);
  }

  /** Bytes that a further key takes; NaN when it cannot be told. */
  public double bytesPerKey() {
    Point some = points.get(points.size() - 2);
    Point more = points.get(points.size() - 1);
    long grown = more.heapBytes() - some.heapBytes();
    return isTold(grown) ? (double) grown / (more.keys() - some.keys()) : Double.NaN;
  }

  private boolean isTold(long grown) {
    return !full && grown > 4 * Math.max(noiseBytes, 1024);
  }
}

package io.tocsin.server.bench;

/**
 * What one round of events took, as far as the rules did: making the events is not in it.
 *
 * @param events above 0
 * @param cpuNanos processor time of the lane's thread
 * @param wallNanos the same by the clock, which waiting for the processor is part of
 * @param gcMillis time that garbage was collected meanwhile
 * @param allocatedBytes negative when the JVM does not tell
 */
public record Round(
    long events, long cpuNanos, long wallNanos, long gcMillis, long allocatedBytes) {

  /** Events for each second of processor time. */
  public double eventsPerCpuSecond() {
    return events * 1e9 / Math.max(1, cpuNanos);
  }

  /** Events for each second by the clock. */
  public double eventsPerSecond() {
    return events * 1e9 / Math.max(1, wallNanos);
  }

  public double cpuNanosPerEvent() {
    return (double) cpuNanos / events;
  }

  /** Of the time by the clock, from 0 to 1. */
  public double gcShare() {
    return Math.min(1, gcMillis * 1e6 / Math.max(1, wallNanos));
  }

  /** NaN when the JVM does not tell. */
  public double allocatedBytesPerEvent() {
    return allocatedBytes < 0 ? Double.NaN : (double) allocatedBytes / events;
  }
}

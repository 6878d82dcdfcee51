package io.tocsin.server.bench;

/**
 * What the machine says of the thread that asks. All readings but the last only grow; compare by
 * subtraction.
 */
public interface Meter {

  /** Processor time of this thread, in nanoseconds. */
  long cpuNanos();

  /** Some clock of the machine, in nanoseconds. */
  long wallNanos();

  /** Time that the whole process spent on collecting garbage, in milliseconds. */
  long gcMillis();

  /** Bytes this thread has allocated; negative when this JVM does not tell. */
  long allocatedBytes();

  /** Bytes of the heap in use after collecting garbage. Takes long. */
  long heapAfterGc();
}

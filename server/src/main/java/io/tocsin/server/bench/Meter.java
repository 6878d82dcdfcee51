package io.tocsin.server.bench;

import java.util.function.LongSupplier;

/**
 * What the machine says of the thread that asks. All readings but the last only grow; compare by
 * subtraction.
 */
public interface Meter {

  /** Processor time of this thread, in nanoseconds. */
  long cpuNanos();

  /** The same of this thread, for another thread to ask. */
  LongSupplier cpuNanosOfThisThread();

  /** Some clock of the machine, in nanoseconds. */
  long wallNanos();

  /** Time that the whole process spent on collecting garbage, in milliseconds. */
  long gcMillis();

  /** Bytes this thread has allocated; negative when this JVM does not tell. */
  long allocatedBytes();

  /** Bytes of the heap in use after collecting garbage. Takes long. */
  long heapAfterGc();
}

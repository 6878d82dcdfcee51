package io.tocsin.server.bench;

/** Hears how far a measurement is. Called by the thread that measures; must be quick. */
@FunctionalInterface
public interface BenchWatch {

  /** So many more events have run. */
  void ran(int events);
}

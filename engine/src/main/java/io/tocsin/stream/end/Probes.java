package io.tocsin.stream.end;

/** Where named points of the rules report what passes them. Called on the lane; does not wait. */
@FunctionalInterface
public interface Probes {

  /**
   * An event or a batch passed.
   *
   * @param probe the point's name
   */
  void record(String probe, Object item);
}

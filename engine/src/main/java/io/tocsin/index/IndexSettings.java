package io.tocsin.index;

/**
 * How large an index may become. Immutable.
 *
 * @param maxEntries pairs of host and service held at most, at least 1
 */
public record IndexSettings(int maxEntries) {

  /** One million entries. */
  public static final IndexSettings DEFAULT = new IndexSettings(1_000_000);

  public IndexSettings {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("index: maxEntries must be at least 1, was " + maxEntries);
    }
  }
}

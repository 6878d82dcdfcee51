package io.tocsin.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a snapshot is of.
 *
 * @param position of the last input that is in it, as its journal counts; 0 for none
 * @param momentMicros the lane's now
 * @param facts what people want to know of it, such as the program's version
 */
public record SnapshotMeta(long position, long momentMicros, Map<String, String> facts) {

  public SnapshotMeta {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}

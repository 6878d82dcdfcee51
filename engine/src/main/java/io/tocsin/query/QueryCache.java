package io.tocsin.query;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The queries asked last, parsed once. Holds a bounded number; the one not asked for longest goes
 * first. Texts of more than {@value #MAX_CACHED_LENGTH} characters are parsed each time, which
 * bounds the memory too.
 *
 * <p>Confined to one lane or thread.
 */
public final class QueryCache {

  /** The longest text that is kept. */
  public static final int MAX_CACHED_LENGTH = 4096;

  private static final int DEFAULT_CAPACITY = 256;

  private final int capacity;
  private final Map<String, Query> queries = new LinkedHashMap<>(16, 0.75f, true);

  /** A cache of 256 queries. */
  public QueryCache() {
    this(DEFAULT_CAPACITY);
  }

  /**
   * A cache of at most {@code capacity} queries.
   *
   * @throws IllegalArgumentException if {@code capacity} is less than 1
   */
  public QueryCache(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * The query of a text, parsed now or before.
   *
   * @throws QueryException if it is no query; failures are not kept
   */
  public Query get(String text) {
    Query known = queries.get(text);
    if (known != null) {
      return known;
    }
    Query query = Query.parse(text);
    if (text.length() <= MAX_CACHED_LENGTH) {
      if (queries.size() == capacity) {
        queries.remove(queries.keySet().iterator().next());
      }
      queries.put(text, query);
    }
    return query;
  }

  /** Queries held. */
  public int size() {
    return queries.size();
  }
}

package io.tocsin.sink.store;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which segments the messages and letters are that are still needed. Confined to one thread. */
final class Places {

  private static final class Where {
    @Nullable Segment message;
    @Nullable Segment letter;
  }

  private final Map<Long, Where> all = new HashMap<>();

  int count() {
    return all.size();
  }

  void stored(long place, Segment segment) {
    Where where = all.computeIfAbsent(place, p -> new Where());
    if (where.message != null) {
      where.message.unneeded();
    }
    where.message = segment;
    segment.needed();
  }

  /** That a message is a letter stands there. */
  void buried(long place, Segment segment) {
    Where where = all.get(place);
    if (where == null) {
      return;
    }
    if (where.letter != null) {
      where.letter.unneeded();
    }
    where.letter = segment;
    segment.needed();
  }

  void settled(long place) {
    Where where = all.remove(place);
    if (where != null && where.message != null) {
      where.message.unneeded();
    }
    if (where != null && where.letter != null) {
      where.letter.unneeded();
    }
  }

  boolean isMessageIn(long place, Segment segment) {
    Where where = all.get(place);
    return where != null && where.message == segment;
  }

  boolean isLetterIn(long place, Segment segment) {
    Where where = all.get(place);
    return where != null && where.letter == segment;
  }
}

package io.tocsin.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * Which messages were taken: of each lane of a run the highest number. A lane counts upwards, and
 * after a crash offers again what it offered before.
 *
 * <p>Remembers {@value #MOST} lanes; beyond that the one known longest is forgotten. Confined to
 * its owner's lock.
 */
public final class TakenNumbers {

  static final int MOST = 1_024;

  private final List<MessageId> highest = new ArrayList<>();

  /** Whether that message was taken before. */
  public boolean contains(MessageId id) {
    int at = indexOf(id);
    return at >= 0 && highest.get(at).number() >= id.number();
  }

  /** Remembers a message as taken, and all of its lane before it. */
  public void add(MessageId id) {
    int at = indexOf(id);
    if (at >= 0) {
      if (highest.get(at).number() < id.number()) {
        highest.set(at, id);
      }
      return;
    }
    if (highest.size() == MOST) {
      highest.remove(0);
    }
    highest.add(id);
  }

  /** The highest of each lane. */
  public List<MessageId> all() {
    return List.copyOf(highest);
  }

  // A hub has a few lanes, and those of this run are at the end.
  private int indexOf(MessageId id) {
    for (int i = highest.size() - 1; i >= 0; i--) {
      MessageId known = highest.get(i);
      if (known.run() == id.run() && known.lane() == id.lane()) {
        return i;
      }
    }
    return -1;
  }
}

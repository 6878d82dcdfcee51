package io.tocsin.event;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What events have in common, each kept once: all of an event but its time and the number of its
 * metric. The first event that had it stands for it. Confined to one thread.
 *
 * <p>A shell is found by what it holds, along a chain of bounded length. Where hardly any is found
 * again most events are refused without looking, so that they cost no more than to hold them.
 */
final class EventShells {

  /** Shells at most; what is taken is from 0 to less than this. */
  static final int MOST = 65_534;

  /** What is taken of an event that is to be held by itself. */
  static final int NONE = -1;

  /** As many shells as any number of events may have, and of more events a part. */
  private static final int FEW = 4;

  private static final int PART = 4;

  private static final int LONGEST_CHAIN = 8;

  /** A shell found again is worth as much as this many that are new. */
  private static final int WORTH = 3;

  private static final int MOST_CREDIT = 64;
  private static final int FIRST_CREDIT = 16;
  private static final int UNSEEN = 256;

  /** The parts of a link. Each names a shell by one more than its index; 0 is none. */
  private static final int HEAD = 0;

  private static final int NEXT = 1;
  private static final int USES = 2;
  private static final int HASH = 3;
  private static final int LINK = 4;

  private @Nullable Event[] shells = new Event[1];

  /** For each place the head of a chain, what follows the shell in its chain, its uses and hash. */
  private int[] links = new int[LINK];

  private int ever;
  private int count;
  private int free;
  private int latest;
  private int credit = FIRST_CREDIT;
  private int unseen;

  /** How many there are. */
  int count() {
    return count;
  }

  Event get(int shell) {
    return Objects.requireNonNull(shells[shell]);
  }

  /**
   * The shell of an event, which is then used once more.
   *
   * @param events how many events there are in all, which bounds the shells
   * @return {@link #NONE} if it has none and gets none
   */
  // Another text of the same letters is found along its chain.
  @SuppressWarnings("ReferenceEquality")
  int take(Event event, int events) {
    if (unseen > 0) {
      unseen--;
      return NONE;
    }
    Event candidate = shells[latest];
    if (candidate == null
        || candidate.getService() != event.getService()
        || !isOf(candidate, event)) {
      int found = find(event, events);
      if (found == NONE) {
        return NONE;
      }
      latest = found;
    } else {
      credit = Math.min(MOST_CREDIT, credit + WORTH);
    }
    links[latest * LINK + USES]++;
    return latest;
  }

  /** Takes back one use; the last one takes the shell away. */
  void release(int shell) {
    if (--links[shell * LINK + USES] == 0) {
      remove(shell);
    }
  }

  /** Takes back all uses; shells without any since the last time are taken away. */
  void releaseAll() {
    for (int shell = 0; shell < ever; shell++) {
      if (shells[shell] != null) {
        if (links[shell * LINK + USES] == 0) {
          remove(shell);
        } else {
          links[shell * LINK + USES] = 0;
        }
      }
    }
  }

  /**
   * Gives back the room that is not needed.
   *
   * @return for each shell what it is called from now on
   */
  int[] closeUp() {
    @Nullable Event[] oldShells = shells;
    int[] oldLinks = links;
    int[] names = new int[ever];
    shells = new Event[1];
    links = new int[LINK];
    ever = 0;
    count = 0;
    free = 0;
    latest = 0;
    for (int shell = 0; shell < names.length; shell++) {
      Event event = oldShells[shell];
      if (event != null) {
        names[shell] = insert(event, oldLinks[shell * LINK + HASH]);
        links[names[shell] * LINK + USES] = oldLinks[shell * LINK + USES];
      }
    }
    return names;
  }

  private int find(Event event, int events) {
    int left = LONGEST_CHAIN;
    int hash = hash(event);
    for (int link = links[head(hash)]; link != 0; link = links[(link - 1) * LINK + NEXT]) {
      if (links[(link - 1) * LINK + HASH] == hash && isOf(get(link - 1), event)) {
        credit = Math.min(MOST_CREDIT, credit + WORTH);
        return link - 1;
      }
      left--;
    }
    if (--credit < 0) {
      credit = FIRST_CREDIT;
      unseen = UNSEEN;
    }
    return left > 0 && count < Math.min(MOST, FEW + events / PART) ? insert(event, hash) : NONE;
  }

  private int insert(Event event, int hash) {
    int shell = free - 1;
    if (shell >= 0) {
      free = links[shell * LINK + NEXT];
    } else {
      shell = ever++;
      if (shell == shells.length) {
        grow();
      }
    }
    count++;
    shells[shell] = event;
    links[shell * LINK + USES] = 0;
    links[shell * LINK + HASH] = hash;
    chain(shell);
    return shell;
  }

  private void chain(int shell) {
    int head = head(links[shell * LINK + HASH]);
    links[shell * LINK + NEXT] = links[head];
    links[head] = shell + 1;
  }

  private void remove(int shell) {
    int before = head(links[shell * LINK + HASH]);
    while (links[before] != shell + 1) {
      before = (links[before] - 1) * LINK + NEXT;
    }
    links[before] = links[shell * LINK + NEXT];
    links[shell * LINK + NEXT] = free;
    free = shell + 1;
    shells[shell] = null;
    count--;
  }

  /** Called when all places are taken. */
  private void grow() {
    int length = shells.length * 2;
    shells = Arrays.copyOf(shells, length);
    links = Arrays.copyOf(links, length * LINK);
    for (int shell = 0; shell < length; shell++) {
      links[shell * LINK + HEAD] = 0;
    }
    for (int shell = 0; shell < length / 2; shell++) {
      chain(shell);
    }
  }

  /** Where the head of the chain of a hash is. */
  private int head(int hash) {
    return (hash >>> 16 & shells.length - 1) * LINK + HEAD;
  }

  private static int hash(Event event) {
    // What differs in nothing but its description shares a chain, which soon is full: long texts
    // that come once are not read.
    int hash = hash(event.getHost()) * 31 + hash(event.getService());
    return (hash * 31 + hash(event.getState())) * 0x9E3779B9;
  }

  private static int hash(@Nullable String text) {
    return text == null ? 0 : text.hashCode();
  }

  /** Whether two events differ in nothing but the time and the number of the metric. */
  private static boolean isOf(Event shell, Event event) {
    return same(shell.getService(), event.getService())
        && same(shell.getHost(), event.getHost())
        && same(shell.getState(), event.getState())
        && shell.hasMetric() == event.hasMetric()
        && shell.hasLongMetric() == event.hasLongMetric()
        && shell.hasTime() == event.hasTime()
        && shell.ttlMicrosOr(Event.ABSENT) == event.ttlMicrosOr(Event.ABSENT)
        && same(shell.getDescription(), event.getDescription())
        && same(shell.getTags(), event.getTags())
        && shell.getAttributes().isAlike(event.getAttributes());
  }

  // What was decoded shares the texts that come again and again.
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || a != null && a.equals(b);
  }
}

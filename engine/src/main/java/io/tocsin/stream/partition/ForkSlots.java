package io.tocsin.stream.partition;

import io.tocsin.event.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * A hash table of entries by key; looking up allocates nothing. When many keys collide, which is
 * somebody's intent, it goes over to hashes that nobody can foresee. Confined to one lane.
 */
final class ForkSlots<O> {

  private static final int FIRST_SIZE = 16;

  private @Nullable ForkEntry<O>[] heads = heads(FIRST_SIZE);
  private int size;
  private boolean keyed;

  int size() {
    return size;
  }

  /** Chains, some empty. */
  int length() {
    return heads.length;
  }

  /** The first of a chain. */
  @Nullable ForkEntry<O> head(int slot) {
    return heads[slot];
  }

  /** The first of the chain where a key would be. */
  @Nullable ForkEntry<O> chainOf(@Nullable Object first, @Nullable Object second) {
    return heads[slot(hash(first, second))];
  }

  @Nullable ForkEntry<O> find(@Nullable Object first, @Nullable Object second) {
    int hash = hash(first, second);
    ForkEntry<O> entry = heads[slot(hash)];
    while (entry != null && !entry.isOf(hash, first, second)) {
      entry = entry.chain;
    }
    return entry;
  }

  /**
   * Adds an entry of a key that has none.
   *
   * @return whether others have moved to other chains
   */
  boolean add(ForkEntry<O> entry) {
    boolean moved = size >= heads.length - heads.length / 4;
    if (moved) {
      relink(heads.length * 2);
    }
    entry.hash = hash(entry.first, entry.second);
    size++;
    chain(entry);
    if (!keyed && chainAt(slot(entry.hash)) > KeyHash.LONGEST_CHAIN) {
      keyed = true;
      relink(heads.length);
      return true;
    }
    return moved;
  }

  /** Takes an entry out that is in it. */
  void remove(ForkEntry<O> entry) {
    int slot = slot(entry.hash);
    ForkEntry<O> e = heads[slot];
    if (e == entry) {
      heads[slot] = entry.chain;
    } else {
      while (e != null && e.chain != entry) {
        e = e.chain;
      }
      if (e != null) {
        e.chain = entry.chain;
      }
    }
    size--;
  }

  int chainAt(int slot) {
    int length = 0;
    for (ForkEntry<O> e = heads[slot]; e != null; e = e.chain) {
      length++;
    }
    return length;
  }

  private void relink(int length) {
    @Nullable ForkEntry<O>[] before = heads;
    heads = heads(length);
    for (ForkEntry<O> head : before) {
      ForkEntry<O> e = head;
      while (e != null) {
        ForkEntry<O> next = e.chain;
        e.hash = hash(e.first, e.second);
        chain(e);
        e = next;
      }
    }
  }

  private void chain(ForkEntry<O> entry) {
    int slot = slot(entry.hash);
    entry.chain = heads[slot];
    heads[slot] = entry;
  }

  private int slot(int hash) {
    return hash & (heads.length - 1);
  }

  private int hash(@Nullable Object first, @Nullable Object second) {
    return keyed ? KeyHash.keyed(first, second) : KeyHash.plain(first, second);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <O> @Nullable ForkEntry<O>[] heads(int length) {
    return new ForkEntry[length];
  }
}

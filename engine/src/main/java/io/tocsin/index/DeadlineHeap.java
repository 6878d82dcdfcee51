package io.tocsin.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The entries by the moment they are next to be looked at, in a binary heap. An entry whose
 * deadline moved later stays where it is until its old moment comes, so that a refresh costs
 * nothing here; an entry knows its slot, so that removing it needs no search.
 */
final class DeadlineHeap {

  private static final int INITIAL_CAPACITY = 64;

  private Entry[] heap = new Entry[INITIAL_CAPACITY];
  private int size;

  @Nullable Entry first() {
    return size == 0 ? null : heap[0];
  }

  /** Adds an entry at its {@code armed} moment. */
  void add(Entry entry) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    heap[size] = entry;
    entry.heapSlot = size++;
    up(entry);
  }

  void remove(Entry entry) {
    Entry last = heap[--size];
    heap[size] = null;
    if (last != entry) {
      place(last, entry.heapSlot);
      up(last);
      down(last);
    }
    if (heap.length > INITIAL_CAPACITY && size < heap.length / 4) {
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  /** Sorts an entry in by its true deadline. */
  void rearm(Entry entry) {
    entry.armed = entry.deadline;
    up(entry);
    down(entry);
  }

  private void up(Entry entry) {
    int slot = entry.heapSlot;
    while (slot > 0) {
      int parent = (slot - 1) >>> 1;
      if (!entry.isBefore(heap[parent])) {
        break;
      }
      place(heap[parent], slot);
      slot = parent;
    }
    place(entry, slot);
  }

  private void down(Entry entry) {
    int slot = entry.heapSlot;
    for (int child = 2 * slot + 1; child < size; child = 2 * slot + 1) {
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(entry)) {
        break;
      }
      place(heap[child], slot);
      slot = child;
    }
    place(entry, slot);
  }

  private void place(Entry entry, int slot) {
    heap[slot] = entry;
    entry.heapSlot = slot;
  }
}

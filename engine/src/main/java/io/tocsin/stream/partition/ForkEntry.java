package io.tocsin.stream.partition;

import io.tocsin.stream.Fork;
import io.tocsin.stream.ForkHome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One key's copy of the children, and a value its owner keeps with it. */
public final class ForkEntry<O> implements ForkHome, Comparable<ForkEntry<O>> {
  /** Of the slots. */
  int hash;

  /** Tells its table whether there is something to be done before it is used. */
  int stamp;

  final @Nullable Object first;
  final @Nullable Object second;

  /** The table whose rules the copy is of: an earlier one, until it is brought up to date. */
  ForkTable<O> table;

  Fork<O> fork;
  private @Nullable Object memo;
  final int number;
  long usedMicros;

  /** The use that its place in the heap is by; a later one may have followed. */
  long filedMicros;

  @Nullable ForkEntry<O> chain;

  ForkEntry(ForkTable<O> table, int number, @Nullable Object first, @Nullable Object second) {
    this.table = table;
    this.number = number;
    this.first = first;
    this.second = second;
    fork = table.copyFor(this);
  }

  boolean isOf(int otherHash, @Nullable Object otherFirst, @Nullable Object otherSecond) {
    return hash == otherHash
        && Objects.equals(first, otherFirst)
        && Objects.equals(second, otherSecond);
  }

  public Fork<O> fork() {
    return fork;
  }

  @Override
  public void bringUpToDate() {
    table.bringUpToDate(this);
  }

  /** What the owner last kept, at first null. */
  public @Nullable Object memo() {
    return memo;
  }

  public void memo(@Nullable Object value) {
    memo = value;
  }

  /** Longest idle first, as far as is filed; not consistent with equals. */
  @Override
  public int compareTo(ForkEntry<O> other) {
    return filedMicros != other.filedMicros
        ? Long.compare(filedMicros, other.filedMicros)
        : Integer.compare(number, other.number);
  }
}

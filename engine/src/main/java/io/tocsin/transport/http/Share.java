package io.tocsin.transport.http;

import io.tocsin.transport.ByteBudget;

/** What one owner has taken of the listener's budget. Confined to the HTTP thread. */
final class Share {

  private final ByteBudget budget;
  private long held;

  Share(ByteBudget budget) {
    this.budget = budget;
  }

  /** Takes more; false, and nothing taken, when all together would hold too much. */
  boolean take(long bytes) {
    if (!budget.reserve(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Takes more. */
  void takeOrRefuse(long bytes) throws RefusedException {
    if (!take(bytes)) {
      throw RefusedException.busy("too much is being sent at once; try again");
    }
  }

  /** Gives all back. */
  void release() {
    budget.release(held);
    held = 0;
  }
}

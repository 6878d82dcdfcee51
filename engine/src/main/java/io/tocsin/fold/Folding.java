package io.tocsin.fold;

/** Who sees no more of a batch than what one fold says of it. */
public interface Folding {

  /** The fold, compared by value. */
  Fold fold();
}

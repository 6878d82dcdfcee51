package io.tocsin.fold;

/**
 * The recipe of what asks a batch for nothing but what a fold says of it, by {@link
 * Gathering#result}.
 */
public interface Folding {

  /** The fold. */
  Fold fold();
}

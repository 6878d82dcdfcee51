package io.tocsin.index;

/** Who walks along the entries while they come and go. Confined to one lane. */
interface Walker {

  /** An entry goes, which is still in its place. */
  void leave(Entry entry);
}

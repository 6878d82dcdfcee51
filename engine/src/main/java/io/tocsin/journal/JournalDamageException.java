package io.tocsin.journal;

import java.io.IOException;

/** A journal cannot be read on from a place. */
public final class JournalDamageException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient BadPlace place;

  JournalDamageException(BadPlace place) {
    super(place.toString());
    this.place = place;
  }

  /** Where. */
  public BadPlace place() {
    return place;
  }
}

package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/**
 * What every match of a query must have as its host, or as its service. Immutable.
 *
 * @param kind how much is known
 * @param text the value for {@link Kind#EXACT} (null: the field must be absent), the beginning for
 *     {@link Kind#PREFIX}, null for {@link Kind#ANY}
 */
public record Pin(Kind kind, @Nullable String text) {

  /** How much a query says about a field. */
  public enum Kind {
    /** Nothing that narrows a search. */
    ANY,
    /** The field begins with a text. */
    PREFIX,
    /** The field is a text, or absent. */
    EXACT
  }

  /** Anything at all. */
  public static final Pin ANY = new Pin(Kind.ANY, null);

  static Pin exact(@Nullable String text) {
    return new Pin(Kind.EXACT, text);
  }

  static Pin prefix(String text) {
    return text.isEmpty() ? ANY : new Pin(Kind.PREFIX, text);
  }

  public boolean isExact() {
    return kind == Kind.EXACT;
  }

  public boolean isPrefix() {
    return kind == Kind.PREFIX;
  }

  /** The one of two that narrows more; this one when they are alike. */
  Pin narrower(Pin other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}

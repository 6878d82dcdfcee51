package io.tocsin.sink;

/**
 * A message that is not tried any more, kept for people to decide. Immutable.
 *
 * @param place its number in its outbox
 * @param text what the last attempt said, on one line, without secrets; may be empty
 * @param atMicros when it was given up, since the epoch
 */
public record DeadLetter(long place, Message message, Reason reason, String text, long atMicros) {

  /** Why it is not tried any more. */
  public enum Reason {
    /** The receiver refuses it. */
    REJECTED("rejected"),
    /** It was tried for too long. */
    GAVE_UP("gaveUp"),
    /** It waited for longer than the output allows. */
    TOO_OLD("tooOld"),
    /** Its output left the rules. */
    ORPHANED("orphaned");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** As {@code tocsin outbox list} shows it. */
    public String label() {
      return label;
    }
  }
}

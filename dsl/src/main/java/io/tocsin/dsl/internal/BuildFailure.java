package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import org.jspecify.annotations.Nullable;

/** What it means for the user when something is thrown while a file runs to build its rules. */
final class BuildFailure {

  private static final String OWN = "io.tocsin.";
  private static final String VERBS = "io.tocsin.dsl.verb.";

  private BuildFailure() {}

  static Problem problem(Throwable e, RuleBuilder builder) {
    Place thrown = builder.files().placeOf(e);
    Place place = thrown == null || isOnLineOf(builder.place(), thrown) ? builder.place() : thrown;
    String message = e.getMessage();
    String verb = verb(builder.files().calledFrom(e));
    if (e instanceof NullPointerException && verb != null) {
      return Problem.error(place, verb + ": does not take null", VerbCheck.usage(verb));
    }
    if (e instanceof IllegalArgumentException && message != null && isOwn(e)) {
      return Problem.error(place, message, "");
    }
    return Problem.error(
        place,
        e.getClass().getSimpleName() + (message == null ? "" : ": " + message),
        "This was thrown while the file ran to build its rules.");
  }

  /** What was thrown knows its line only; the verb that was being built on it knows the column. */
  private static boolean isOnLineOf(Place verb, Place thrown) {
    return verb.file().equals(thrown.file()) && verb.line() == thrown.line();
  }

  private static @Nullable String verb(@Nullable StackTraceElement called) {
    return called != null
            && called.getClassName().startsWith(VERBS)
            && Vocabulary.isVerb(called.getMethodName())
        ? called.getMethodName()
        : null;
  }

  private static boolean isOwn(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith(OWN);
  }
}

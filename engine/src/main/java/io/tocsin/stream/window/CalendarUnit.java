package io.tocsin.stream.window;

/** The windows of a calendar. */
public enum CalendarUnit {
  HOUR,
  DAY,
  WEEK,
  MONTH
}

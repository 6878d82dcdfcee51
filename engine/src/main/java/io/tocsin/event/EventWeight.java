package io.tocsin.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how much memory an event takes, for those who bound what they hold. */
public final class EventWeight {

  /** About what an event takes besides its texts. */
  private static final int EVENT_BYTES = 160;

  private static final int ATTRIBUTE_BYTES = 48;

  private EventWeight() {}

  /** In bytes; at least 160. Takes time for each tag and attribute. */
  public static long of(Event event) {
    long bytes = EVENT_BYTES + length(event.getHost()) + length(event.getService());
    bytes += length(event.getState()) + length(event.getDescription());
    for (String tag : event.getTags()) {
      bytes += ATTRIBUTE_BYTES + tag.length();
    }
    for (Map.Entry<String, String> attribute : event.getAttributes().entrySet()) {
      bytes += ATTRIBUTE_BYTES + attribute.getKey().length() + attribute.getValue().length();
    }
    return bytes;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}

package io.tocsin.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tocsin.event.Event;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from JSON, as {@link EventJson} writes them and more. Immutable and thread-safe.
 *
 * <ul>
 *   <li>{@code host}, {@code service}, {@code state}, {@code description}: strings.
 *   <li>{@code metric}: a number. A whole one stays whole as far as a long reaches; beyond that,
 *       and with a point or exponent, it is a double. {@code "Infinity"} and {@code "-Infinity"}
 *       are what JSON has no numbers for; {@code "NaN"} is absent.
 *   <li>{@code time}: ISO 8601 with an offset, cut to microseconds, or seconds since 1970 as a
 *       number; from 1970 to the year 294247.
 *   <li>{@code ttl}: seconds as a number.
 *   <li>{@code tags}: an array of strings.
 *   <li>Any other name is an attribute's, and so is what follows {@code attr:}. A string is its
 *       text; a number or boolean is the text it was written as; an object or array is its JSON on
 *       one line, nested at most {@value #MAX_DEPTH} deep.
 * </ul>
 *
 * <p>Null means absent, and of two values of one name the later counts. Sizes and numbers are
 * bounded by {@link WireLimits}. Whatever the text, nothing but a {@link WireException} is thrown;
 * its message says which event, which field, what is wrong and what would be right, on one line.
 */
public final class EventJsonReader {

  /** How deep a value may be nested, the event's own object and an array around it included. */
  public static final int MAX_DEPTH = 32;

  private static final int MAX_ERROR_CHARS = 300;

  /** What the parser says to programmers. */
  private static final Pattern ASIDES =
      Pattern.compile(", from `[^`]*`|: enable `[^`]*` to allow| \\(start marker at .*");

  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

  private final WireLimits limits;
  private final JsonFactory json;

  public EventJsonReader(WireLimits limits) {
    this.limits = limits;
    this.json =
        JsonFactory.builder()
            // A table of names would keep what peers send.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    // Lengths have limits of their own here, with errors that name the field.
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
  }

  /**
   * Reads one event.
   *
   * @param text one JSON object and nothing else
   * @throws WireException if it is not, or a field does not fit
   */
  public Event readOne(String text) throws WireException {
    try (JsonParser parser = json.createParser(text)) {
      Event event = event(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new WireException("something follows the event; send one JSON object");
      }
      return event;
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /**
   * Reads the events of one line: one object, as a rule.
   *
   * @param utf8 the line begins at {@code from} and is {@code length} bytes long
   * @return the events in their order; one more than a message may have when there are more
   * @throws WireException if it is no JSON object, or a field does not fit; its message says
   *     nothing about which line it is
   */
  public List<Event> readLine(byte[] utf8, int from, int length) throws WireException {
    CharBuffer text = decode(ByteBuffer.wrap(utf8, from, length));
    List<Event> events = new ArrayList<>();
    try (JsonParser parser =
        json.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining())) {
      JsonToken token = parser.nextToken();
      while (token != null && events.size() <= limits.maxEvents()) {
        events.add(event(parser, token));
        token = parser.nextToken();
      }
    } catch (IOException e) {
      throw syntax(e, "");
    }
    return events;
  }

  /**
   * Reads one JSON object, an array of objects, or objects one after the other (one a line, as a
   * rule). All or nothing.
   *
   * @param utf8 the text begins at {@code from} and is {@code length} bytes long
   * @return the events in their order; empty for an empty array
   * @throws WireException if the text is none of this, or an event does not fit; counts events from
   *     1
   */
  public List<Event> readAll(byte[] utf8, int from, int length) throws WireException {
    CharBuffer text = decode(ByteBuffer.wrap(utf8, from, length));
    List<Event> events = new ArrayList<>();
    try (JsonParser parser =
        json.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining())) {
      readAll(parser, events);
    } catch (IOException e) {
      throw in(events.size() + 1, syntax(e));
    }
    return events;
  }

  private void readAll(JsonParser parser, List<Event> events) throws IOException, WireException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new WireException(
          "there is nothing to read; send a JSON object, an array of objects, or one object a"
              + " line");
    }
    boolean array = token == JsonToken.START_ARRAY;
    if (array) {
      token = parser.nextToken();
    }
    while (token != null && token != JsonToken.END_ARRAY) {
      if (events.size() == limits.maxEvents()) {
        throw new WireException(
            "more than " + limits.maxEvents() + " events; send them in several requests");
      }
      try {
        events.add(event(parser, token));
      } catch (WireException e) {
        throw in(events.size() + 1, e);
      }
      token = parser.nextToken();
    }
    if (array && parser.nextToken() != null) {
      throw new WireException("something follows the array; put all events into one array");
    }
  }

  private Event event(JsonParser parser, @Nullable JsonToken token)
      throws IOException, WireException {
    if (token != JsonToken.START_OBJECT) {
      throw new WireException("must be a JSON object, was " + EventJsonObject.kind(token));
    }
    return new EventJsonObject(limits, json, parser).read();
  }

  private static CharBuffer decode(ByteBuffer utf8) throws WireException {
    // Without options it reports what is wrong instead of replacing it.
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    int start = utf8.position();
    CharBuffer text = CharBuffer.allocate(utf8.remaining());
    CoderResult result = decoder.decode(utf8, text, true);
    if (result.isError()) {
      throw new WireException(
          "not UTF-8 at byte " + (utf8.position() - start + 1) + "; send JSON as UTF-8");
    }
    text.flip();
    boolean marked = text.hasRemaining() && text.get(0) == '\uFEFF';
    return marked ? text.position(1) : text;
  }

  private static WireException in(int number, WireException e) {
    return new WireException("event " + number + ": " + e.getMessage(), e);
  }

  private static WireException syntax(IOException e) {
    boolean located = e instanceof JsonProcessingException json && json.getLocation() != null;
    return syntax(e, located ? lineOf((JsonProcessingException) e) : "");
  }

  private static String lineOf(JsonProcessingException e) {
    return "line " + e.getLocation().getLineNr() + " ";
  }

  private static WireException syntax(IOException e, String line) {
    if (!(e instanceof JsonProcessingException json)) {
      return new WireException("not readable: " + e.getClass().getSimpleName(), e);
    }
    String text = ASIDES.matcher(String.valueOf(json.getOriginalMessage())).replaceAll("");
    String where =
        json.getLocation() == null
            ? ""
            : " at " + line + "column " + json.getLocation().getColumnNr();
    return new WireException("not JSON" + where + ": " + shown(text, MAX_ERROR_CHARS), e);
  }

  /** A text of a peer as it may stand in an error: on one line, and not for pages. */
  static String shown(String text, int maxChars) {
    String line = CONTROLS.matcher(text).replaceAll(" ");
    return line.length() <= maxChars ? line : line.substring(0, maxChars) + "…";
  }
}

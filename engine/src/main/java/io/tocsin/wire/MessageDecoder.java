package io.tocsin.wire;

import com.google.protobuf.CodedInputStream;
import io.tocsin.event.Event;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reads messages straight from bytes into events. Confined to one thread.
 *
 * <p>What is read, where it differs from a plain reading of the fields:
 *
 * <ul>
 *   <li>Metric: {@code metric_sint64}, else {@code metric_d}, else {@code metric_f}, in whatever
 *       order they stand; NaN means none.
 *   <li>Time: {@code time_micros}, else {@code time}. One that is negative or does not fit is
 *       counted and taken as absent.
 *   <li>Ttl: NaN means none; infinite ones are cut to 285,000 years.
 *   <li>Attributes: see {@link AttributeCollector}; one without a value has the value "".
 *   <li>The old {@code states} are events too, in the order they stand.
 *   <li>Bytes that are no UTF-8 become U+FFFD and are counted.
 *   <li>Unknown fields, and fields of a wrong type, are skipped. Of a field that comes twice the
 *       later counts.
 * </ul>
 */
public final class MessageDecoder {

  private final WireLimits limits;
  private final TextReader text;
  private final EventDecoder event;

  private Event[] events = new Event[16];

  /** A decoder that counts what is odd by itself. */
  public MessageDecoder(WireLimits limits) {
    this(limits, new LongAdder(), new LongAdder());
  }

  /**
   * A decoder that counts what is odd in the counters given.
   *
   * @param mendedTexts one for each text that was not UTF-8
   * @param absurdTimes one for each time that was negative or too large
   */
  public MessageDecoder(WireLimits limits, LongAdder mendedTexts, LongAdder absurdTimes) {
    this.limits = limits;
    this.text = new TextReader(limits, mendedTexts);
    this.event = new EventDecoder(limits, absurdTimes);
  }

  /**
   * Reads one message, all of it.
   *
   * @throws WireException if the bytes are no message or a limit is passed; nothing is kept then
   */
  public WireMessage decode(byte[] bytes, int offset, int length) throws WireException {
    if (length > limits.maxFrameBytes()) {
      throw new WireException(
          "message of " + length + " bytes is over the limit of " + limits.maxFrameBytes());
    }
    text.over(bytes, offset);
    try {
      return message(CodedInputStream.newInstance(bytes, offset, length));
    } catch (IOException e) {
      throw new WireException("not a message: " + e.getMessage(), e);
    }
  }

  private WireMessage message(CodedInputStream in) throws IOException, WireException {
    Boolean ok = null;
    String error = null;
    String query = null;
    int count = 0;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case 2 << 3 -> ok = in.readBool();
          case 3 << 3 | 2 -> error = text.text(in, "error");
          case 4 << 3 | 2, 6 << 3 | 2 -> add(count++, in);
          case 5 << 3 | 2 -> query = query(in);
          default -> skip(tag, in);
        }
      }
      return new WireMessage(ok, error, query, taken(count));
    } finally {
      Arrays.fill(events, 0, Math.min(count, events.length), null);
    }
  }

  private void add(int at, CodedInputStream in) throws IOException, WireException {
    if (at == limits.maxEvents()) {
      throw new WireException("message has more than " + limits.maxEvents() + " events");
    }
    if (at == events.length) {
      events = Arrays.copyOf(events, 2 * at);
    }
    int outer = in.pushLimit(in.readRawVarint32());
    events[at] = event.read(in, text);
    in.popLimit(outer);
  }

  private List<Event> taken(int count) {
    return switch (count) {
      case 0 -> List.of();
      case 1 -> List.of(events[0]);
      default -> Collections.unmodifiableList(Arrays.asList(Arrays.copyOf(events, count)));
    };
  }

  /** The text of a query; a query without one asks for nothing and is answered as an empty one. */
  private String query(CodedInputStream in) throws IOException, WireException {
    int outer = in.pushLimit(in.readRawVarint32());
    String query = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == (1 << 3 | 2)) {
        query = text.name(in, "query");
      } else {
        skip(tag, in);
      }
    }
    in.popLimit(outer);
    return query;
  }

  static void skip(int tag, CodedInputStream in) throws IOException, WireException {
    if (!in.skipField(tag)) {
      throw new WireException("not a message: a group ends that has not begun");
    }
  }
}

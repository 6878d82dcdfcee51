package io.tocsin.wire;

import com.google.protobuf.CodedOutputStream;
import io.tocsin.event.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as bytes. Thread-safe.
 *
 * <p>For readers of every age the metric is written as {@code metric_f} and once more exactly, as
 * {@code metric_sint64} or {@code metric_d}; the time as {@code time}, cut to seconds, and as
 * {@code time_micros}. What is absent is left out. The ttl becomes a float.
 */
public final class MessageEncoder {

  private static final long MICROS = 1_000_000;

  private MessageEncoder() {}

  /**
   * The message as bytes.
   *
   * @throws WireException if they would be more than {@code maxBytes}
   */
  public static byte[] encode(WireMessage message, int maxBytes) throws WireException {
    List<Event> events = message.events();
    int[] sizes = new int[events.size()];
    long size = headSize(message);
    for (int i = 0; i < sizes.length && size <= maxBytes; i++) {
      sizes[i] = eventSize(events.get(i));
      size += CodedOutputStream.computeTagSize(6);
      size += CodedOutputStream.computeUInt32SizeNoTag(sizes[i]) + (long) sizes[i];
    }
    if (size > maxBytes) {
      throw new WireException(
          "message with " + sizes.length + " events is over the limit of " + maxBytes + " bytes");
    }
    byte[] bytes = new byte[(int) size];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      writeHead(message, out);
      for (int i = 0; i < sizes.length; i++) {
        out.writeTag(6, 2);
        out.writeUInt32NoTag(sizes[i]);
        writeEvent(events.get(i), out);
      }
      out.checkNoSpaceLeft();
      return bytes;
    } catch (IOException e) {
      throw new WireException("cannot write the message: " + e.getMessage(), e);
    }
  }

  private static long headSize(WireMessage message) {
    long size = message.ok() == null ? 0 : CodedOutputStream.computeBoolSize(2, true);
    size += stringSize(3, message.error());
    if (message.query() != null) {
      int query = stringSize(1, message.query());
      size += CodedOutputStream.computeTagSize(5);
      size += CodedOutputStream.computeUInt32SizeNoTag(query) + (long) query;
    }
    return size;
  }

  private static void writeHead(WireMessage message, CodedOutputStream out) throws IOException {
    Boolean ok = message.ok();
    if (ok != null) {
      out.writeBool(2, ok);
    }
    writeString(3, message.error(), out);
    if (message.query() != null) {
      out.writeTag(5, 2);
      out.writeUInt32NoTag(stringSize(1, message.query()));
      writeString(1, message.query(), out);
    }
  }

  private static int eventSize(Event e) {
    int size = stringSize(2, e.getState()) + stringSize(3, e.getService());
    size += stringSize(4, e.getHost()) + stringSize(5, e.getDescription());
    if (e.hasTime()) {
      long micros = e.timeMicrosOr(0);
      size += CodedOutputStream.computeInt64Size(1, Math.floorDiv(micros, MICROS));
      size += CodedOutputStream.computeInt64Size(10, micros);
    }
    for (String tag : e.getTags()) {
      size += stringSize(7, tag);
    }
    if (e.hasTtl()) {
      size += CodedOutputStream.computeFloatSize(8, 0);
    }
    for (Map.Entry<String, String> attribute : e.getAttributes().entrySet()) {
      int inner = attributeSize(attribute);
      size += CodedOutputStream.computeTagSize(9);
      size += CodedOutputStream.computeUInt32SizeNoTag(inner) + inner;
    }
    if (e.hasMetric()) {
      size += CodedOutputStream.computeFloatSize(15, 0);
      size +=
          e.hasLongMetric()
              ? CodedOutputStream.computeSInt64Size(13, e.metricAsLong())
              : CodedOutputStream.computeDoubleSize(14, 0);
    }
    return size;
  }

  private static void writeEvent(Event e, CodedOutputStream out) throws IOException {
    long micros = e.timeMicrosOr(0);
    if (e.hasTime()) {
      out.writeInt64(1, Math.floorDiv(micros, MICROS));
    }
    writeString(2, e.getState(), out);
    writeString(3, e.getService(), out);
    writeString(4, e.getHost(), out);
    writeString(5, e.getDescription(), out);
    for (String tag : e.getTags()) {
      out.writeString(7, tag);
    }
    if (e.hasTtl()) {
      out.writeFloat(8, (float) (e.ttlMicrosOr(0) / 1e6));
    }
    for (Map.Entry<String, String> attribute : e.getAttributes().entrySet()) {
      out.writeTag(9, 2);
      out.writeUInt32NoTag(attributeSize(attribute));
      out.writeString(1, attribute.getKey());
      out.writeString(2, attribute.getValue());
    }
    if (e.hasTime()) {
      out.writeInt64(10, micros);
    }
    if (e.hasMetric()) {
      writeMetric(e, out);
    }
  }

  private static void writeMetric(Event e, CodedOutputStream out) throws IOException {
    if (e.hasLongMetric()) {
      out.writeSInt64(13, e.metricAsLong());
      out.writeFloat(15, (float) e.metricAsLong());
    } else {
      out.writeDouble(14, e.metricOrNaN());
      out.writeFloat(15, (float) e.metricOrNaN());
    }
  }

  private static int attributeSize(Map.Entry<String, String> attribute) {
    return stringSize(1, attribute.getKey()) + stringSize(2, attribute.getValue());
  }

  private static int stringSize(int field, @Nullable String value) {
    return value == null ? 0 : CodedOutputStream.computeStringSize(field, value);
  }

  private static void writeString(int field, @Nullable String value, CodedOutputStream out)
      throws IOException {
    if (value != null) {
      out.writeString(field, value);
    }
  }
}

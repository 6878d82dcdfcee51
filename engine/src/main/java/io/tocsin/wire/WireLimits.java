package io.tocsin.wire;

/**
 * How large a message and its parts may be. Immutable.
 *
 * @param maxFrameBytes of one message, at least 1
 * @param maxNameBytes of a host, service, state, tag, attribute name or query
 * @param maxTextBytes of a description, attribute value or error
 * @param maxTags of one event
 * @param maxAttributes of one event; kept small because attributes are searched one by one
 * @param maxEvents of one message
 */
public record WireLimits(
    int maxFrameBytes,
    int maxNameBytes,
    int maxTextBytes,
    int maxTags,
    int maxAttributes,
    int maxEvents) {

  /**
   * 16 MiB a message, 64 KiB a name, 1 MiB a text, 1000 tags, 256 attributes, and as many events as
   * real ones of 80 bytes fit in: an event without fields is two bytes on the wire and a hundred in
   * the heap.
   */
  public static final WireLimits DEFAULT =
      new WireLimits(16 << 20, 64 << 10, 1 << 20, 1000, 256, 200_000);

  public WireLimits {
    atLeastOne("maxFrameBytes", maxFrameBytes);
    atLeastOne("maxNameBytes", maxNameBytes);
    atLeastOne("maxTextBytes", maxTextBytes);
    atLeastOne("maxTags", maxTags);
    atLeastOne("maxAttributes", maxAttributes);
    atLeastOne("maxEvents", maxEvents);
  }

  /** These limits with another size of a message. */
  public WireLimits withMaxFrameBytes(int bytes) {
    return new WireLimits(bytes, maxNameBytes, maxTextBytes, maxTags, maxAttributes, maxEvents);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }
}

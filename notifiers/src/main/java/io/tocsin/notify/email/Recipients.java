package io.tocsin.notify.email;

import jakarta.mail.Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who has got the message in hand, and who never will: a repeated attempt writes only to the
 * others. Forgets with the next message. Confined to one thread.
 */
final class Recipients {

  private final List<Address> all;
  private final Set<Address> done = new LinkedHashSet<>();
  private final Set<Address> refused = new LinkedHashSet<>();
  private String key = "";

  Recipients(List<Address> all) {
    this.all = List.copyOf(all);
  }

  /** Begins with a message, or goes on with it when it is the same again. */
  void begin(String messageKey) {
    if (!messageKey.equals(key)) {
      key = messageKey;
      done.clear();
      refused.clear();
    }
  }

  /** Who is still to be written to. */
  Address[] left() {
    return all.stream()
        .distinct()
        .filter(address -> !done.contains(address) && !refused.contains(address))
        .toArray(Address[]::new);
  }

  void done(Address[] addresses) {
    done.addAll(List.of(addresses));
  }

  void refused(Address[] addresses) {
    refused.addAll(List.of(addresses));
  }

  /** The message has come to its end: the next equal one is a new one. */
  void end() {
    begin("");
  }

  boolean anyRefused() {
    return !refused.isEmpty();
  }

  String refusals() {
    return "refused for "
        + String.join(", ", refused.stream().map(Address::toString).toList())
        + "; delivered to "
        + done.size()
        + " others";
  }
}

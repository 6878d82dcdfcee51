package io.tocsin.notify.email;

import jakarta.mail.Address;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has got the message in hand, and who never will: a repeated attempt writes only to the
 * others. Forgets with the next message. Confined to one thread.
 */
final class Recipients {

  private final List<Address> all;
  private final Set<Address> done = new LinkedHashSet<>();
  private final Map<Address, String> refused = new LinkedHashMap<>();
  private String key = "";

  Recipients(List<Address> all) {
    this.all = all.stream().distinct().toList();
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
        .filter(address -> !done.contains(address) && !refused.containsKey(address))
        .toArray(Address[]::new);
  }

  void done(Address[] addresses) {
    done.addAll(List.of(addresses));
  }

  void refused(Address address, String reason) {
    refused.put(address, reason);
  }

  /** The message has come to its end: the next equal one is a new one. */
  void end() {
    begin("");
  }

  /** Who was refused and why, and how many were not; empty when nobody was. */
  String refusals() {
    if (refused.isEmpty()) {
      return "";
    }
    String who =
        refused.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    return "the server refuses " + who + "; " + (all.size() - refused.size()) + " others have it";
  }
}

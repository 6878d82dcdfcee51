package io.tocsin.index;

import io.tocsin.query.Pin;
import io.tocsin.query.Selection;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the host and the service of a query leave to be looked at.
 *
 * @param groups null when they leave everything
 */
record Candidates(@Nullable Collection<Group> groups) {

  /** How many entries are looked at in one go. */
  private static final int FEW = 10_000;

  static Candidates of(Groups hosts, Groups services, Pin host, Pin service) {
    if (host.isExact()) {
      return new Candidates(hosts.exactly(host.text()));
    }
    if (service.isExact()) {
      return new Candidates(services.exactly(service.text()));
    }
    String hostPrefix = host.text();
    if (host.isPrefix() && hostPrefix != null) {
      return new Candidates(hosts.beginningWith(hostPrefix));
    }
    String servicePrefix = service.text();
    if (service.isPrefix() && servicePrefix != null) {
      return new Candidates(services.beginningWith(servicePrefix));
    }
    return new Candidates(null);
  }

  /** Whether they can be looked at here and now. */
  boolean areFew() {
    if (groups == null) {
      return false;
    }
    int size = 0;
    for (Group group : groups) {
      size += group.size();
      if (size > FEW) {
        return false;
      }
    }
    return true;
  }

  /** Offers all of them, when they are few. */
  void offerTo(Selection found) {
    if (groups == null) {
      return;
    }
    for (Group group : groups) {
      for (int i = 0; i < group.size() && !found.isComplete(); i++) {
        found.offer(group.get(i).event);
      }
    }
  }
}

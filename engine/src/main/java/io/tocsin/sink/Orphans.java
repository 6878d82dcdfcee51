package io.tocsin.sink;

import io.tocsin.sink.DeadLetter.Reason;
import io.tocsin.sink.OutboxStore.Contents;
import io.tocsin.telemetry.QuietLog;
import io.tocsin.time.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for outputs that are not in the rules any more. It is shown as dead letters, and can
 * be dropped; when its output comes back, it waits for it again. Thread-safe.
 */
final class Orphans {

  private final OutboxStores stores;
  private final TimeSource time;
  private final QuietLog log;
  private final Map<OutboxKey, Orphan> orphans = new ConcurrentHashMap<>();

  private record Orphan(OutboxStore store, DeadLetters letters) {}

  Orphans(OutboxStores stores, TimeSource time, QuietLog log) {
    this.stores = stores;
    this.time = time;
    this.log = log;
  }

  /** Takes in what is kept for an output that has none to deliver it; removes it when empty. */
  synchronized void take(OutboxKey key) {
    if (orphans.containsKey(key)) {
      return;
    }
    OutboxStore store = stores.open(key);
    Contents contents = store.contents();
    List<DeadLetter> letters = new ArrayList<>(contents.dead());
    contents
        .waiting()
        .forEach(
            kept ->
                letters.add(
                    new DeadLetter(
                        kept.place(), kept.message(), Reason.ORPHANED, "", kept.offeredMicros())));
    if (letters.isEmpty()) {
      store.delete();
      return;
    }
    orphans.put(key, new Orphan(store, DeadLetters.unbounded(store, letters, time)));
    log.error(
        "orphan/" + key,
        () ->
            letters.size()
                + " messages are kept for the output '"
                + key.name()
                + "' ("
                + key.kind()
                + "), which is not in the rules; see 'tocsin outbox list'");
  }

  /** Lets go of an output's store, so that the output can have it. */
  synchronized void release(OutboxKey key) {
    Orphan orphan = orphans.remove(key);
    if (orphan != null) {
      orphan.store().close();
    }
  }

  /** Removes letters for good; says how many. */
  synchronized int drop(Predicate<OutboxKey> whose, Predicate<DeadLetter> which) {
    int dropped = 0;
    for (OutboxKey key : List.copyOf(orphans.keySet())) {
      Orphan orphan = whose.test(key) ? orphans.get(key) : null;
      if (orphan != null) {
        dropped += orphan.letters().drop(which);
        if (orphan.letters().size() == 0) {
          orphans.remove(key);
          orphan.store().delete();
        }
      }
    }
    return dropped;
  }

  /** Their outputs, by name. */
  List<OutboxKey> keys() {
    return orphans.keySet().stream()
        .sorted(Comparator.comparing(OutboxKey::name).thenComparing(OutboxKey::kind))
        .toList();
  }

  /** Nothing when there is no such orphan. */
  List<DeadLetter> letters(OutboxKey key) {
    @Nullable Orphan orphan = orphans.get(key);
    return orphan == null ? List.of() : orphan.letters().all();
  }

  /** Bytes on disk. */
  long bytes(OutboxKey key) {
    @Nullable Orphan orphan = orphans.get(key);
    return orphan == null ? 0 : orphan.store().bytes();
  }

  synchronized void close() {
    orphans.values().forEach(orphan -> orphan.store().close());
    orphans.clear();
  }
}

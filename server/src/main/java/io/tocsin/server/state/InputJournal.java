package io.tocsin.server.state;

import io.tocsin.event.Event;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalListener;
import io.tocsin.journal.RecordKind;
import io.tocsin.source.InputLog;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lane's inputs in a journal. What the journal's thread says is told on the lane's, many news at
 * once.
 */
final class InputJournal implements InputLog, MessageGate.Causes, JournalListener {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final Predicate<Runnable> lane;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean underWay = new AtomicBoolean();
  private Journal journal;
  private long bytes;
  private long lastMicros = Long.MIN_VALUE;

  /**
   * A log before its journal is open.
   *
   * @param lane has a task run on the lane's thread soon; never more than one waits
   */
  InputJournal(Predicate<Runnable> lane) {
    this.lane = lane;
  }

  void open(Journal opened) {
    journal = opened;
  }

  @Override
  public void append(long arrivalMicros, byte[] message, int from, int length) {
    journal.append(RecordKind.EVENTS, arrivalMicros, message, from, length);
    lastMicros = arrivalMicros;
    bytes += length;
  }

  @Override
  public void append(long arrivalMicros, Event event) {
    byte[] message;
    try {
      message = MessageEncoder.encode(WireMessage.ofEvents(List.of(event)), Integer.MAX_VALUE);
    } catch (WireException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    append(arrivalMicros, message, 0, message.length);
  }

  /** Writes down that a moment has come. */
  void moment(long micros) {
    journal.append(RecordKind.CLOCK, micros, new byte[0], 0, 0);
    lastMicros = micros;
  }

  @Override
  public long position(long nowMicros) {
    if (nowMicros > lastMicros) {
      moment(nowMicros);
    }
    return last();
  }

  /** Bytes of messages since the last call. */
  long takeBytes() {
    long taken = bytes;
    bytes = 0;
    return taken;
  }

  /** Bytes of messages since the last {@link #takeBytes}. */
  long bytes() {
    return bytes;
  }

  @Override
  public boolean hasRoom() {
    return journal.hasRoom();
  }

  @Override
  public long last() {
    return journal.nextPosition() - 1;
  }

  @Override
  public long durable() {
    return journal.durablePosition();
  }

  @Override
  public Runnable onProgress(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public void durableUpTo(long position) {
    signal();
  }

  @Override
  public void roomIsBack() {
    signal();
  }

  private void signal() {
    if (underWay.compareAndSet(false, true) && !lane.test(this::tell)) {
      underWay.set(false);
    }
  }

  private void tell() {
    underWay.set(false);
    listeners.forEach(Runnable::run);
  }

  @Override
  public void troubled(String text) {
    LOG.error("{}", text);
  }

  @Override
  public void recovered() {
    LOG.info("the journal works again");
  }
}

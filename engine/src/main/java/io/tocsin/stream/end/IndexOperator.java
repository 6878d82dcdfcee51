package io.tocsin.stream.end;

import io.tocsin.event.Event;
import io.tocsin.index.Index;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.Foresight;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.channel.Channels;
import java.util.List;

/** The live half of {@link IndexSpec}. */
final class IndexOperator implements Operator<Event>, Foresight<Event> {

  private final Index index;
  private final Channels channels;
  private final OperatorContext<Event> context;

  IndexOperator(Index index, Channels channels, OperatorContext<Event> context) {
    this.index = index;
    this.channels = channels;
    this.context = context;
  }

  @Override
  public void process(Event event) {
    // An expired event that ends no entry was told of when the entry expired, or never was there.
    boolean heard =
        channels.indexIsHeard()
            && (!event.hasExpiredState() || index.get(event.getHost(), event.getService()) != null);
    if (index.put(event, context.nowMicros()) == Index.Outcome.REFUSED) {
      context.drop(event, DropReason.INDEX_FULL);
    } else if (heard && !channels.publish(Channels.INDEX, event)) {
      context.drop(event, DropReason.LOOP);
    }
  }

  @Override
  public int foresee(List<Event> items) {
    return index.foresee(items);
  }
}

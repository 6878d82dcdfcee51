package io.tocsin.core;

import io.tocsin.event.Event;
import io.tocsin.query.QueryCache;
import io.tocsin.source.Ingress;
import io.tocsin.time.TimeSource;
import java.util.List;

/** Feeds a lane from listeners, at the present moment. Confined to the lane's thread. */
public final class LaneIngress implements Ingress {

  private final Lane lane;
  private final TimeSource time;
  private final QueryCache queries = new QueryCache();

  public LaneIngress(Lane lane, TimeSource time) {
    this.lane = lane;
    this.time = time;
    lane.catchUpTo(time.nowMicros());
  }

  @Override
  public long arrive() {
    lane.catchUpTo(time.nowMicros());
    return lane.nowMicros();
  }

  @Override
  public void accept(Event event) {
    lane.accept(event);
  }

  @Override
  public List<Event> query(String query, int most) {
    return lane.index().search(queries.get(query), most);
  }
}

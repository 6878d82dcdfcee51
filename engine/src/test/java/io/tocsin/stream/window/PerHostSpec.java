package io.tocsin.stream.window;

import io.tocsin.event.Event;
import io.tocsin.stream.Fork;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import java.util.HashMap;
import java.util.Map;

/** One copy of the children for each host; an event in state {@code gone} closes its host's. */
public record PerHostSpec() implements OperatorSpec<Event, Event> {

  @Override
  public boolean forksChildren() {
    return true;
  }

  @Override
  public Operator<Event> create(OperatorContext<Event> context) {
    Map<String, Fork<Event>> forks = new HashMap<>();
    return new Operator<>() {
      @Override
      public void process(Event event) {
        if ("gone".equals(event.getState())) {
          forks.remove(event.getHost()).close();
        } else {
          forks.computeIfAbsent(event.getHost(), host -> context.fork()).accept(event);
        }
      }

      @Override
      public void close() {
        forks.values().forEach(Fork::close);
      }
    };
  }
}

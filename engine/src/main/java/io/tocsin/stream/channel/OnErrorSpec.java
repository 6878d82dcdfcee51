package io.tocsin.stream.channel;

import io.tocsin.event.Batch;
import io.tocsin.event.Event;
import io.tocsin.stream.DropReason;
import io.tocsin.stream.FailureHandler;
import io.tocsin.stream.Operator;
import io.tocsin.stream.OperatorContext;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.StageSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on to branch 0, and what fails below it, as events, to branch 1. Immutable.
 *
 * <p>An event of a failure has the service {@link #SERVICE}, the state {@code error}, the tag
 * {@code exception}, the host of the event on which it failed (of a batch, its first), and
 * attributes {@code exception} (the simple name of its class), {@code rule} and {@code place}. Its
 * description is the message, cut, and the service of the event on which it failed.
 *
 * <dl>
 *   <dt>Time
 *   <dd>an event of a failure has now as its time.
 *   <dt>Order
 *   <dd>as they came, at once; an event of a failure before the next stage gets the event on which
 *       it failed.
 *   <dt>Drops
 *   <dd>{@link DropReason#FAILED} for each failure, counted where it happened, as everywhere.
 *   <dt>Expired
 *   <dd>as any other event.
 * </dl>
 *
 * <p>What fails below branch 1 goes to the enclosing handler of failures or the log.
 */
public record OnErrorSpec() implements OperatorSpec<Object, Object> {

  /** The service of all events of failures. */
  public static final String SERVICE = "tocsin exception";

  /** Characters of a message that are told. */
  public static final int MESSAGE_LENGTH = 500;

  @Override
  public boolean handlesFailures() {
    return true;
  }

  @Override
  public boolean isStateless() {
    return true;
  }

  @Override
  public Operator<Object> create(OperatorContext<Object> context) {
    return new Handling(context);
  }

  private record Handling(OperatorContext<Object> context)
      implements Operator<Object>, FailureHandler {

    @Override
    public void process(Object item) {
      context.emit(item);
    }

    @Override
    public void onFailure(StageSpec stage, @Nullable Object item, Throwable failure) {
      Event on = eventOf(item);
      context.emit(
          1,
          Event.builder()
              .host(on == null ? null : on.getHost())
              .service(SERVICE)
              .state("error")
              .description(description(on, failure))
              .timeMicros(context.nowMicros())
              .tags(List.of("exception"))
              .attribute("exception", failure.getClass().getSimpleName())
              .attribute("rule", stage.rule())
              .attribute("place", stage.place().file() + ":" + stage.place().line())
              .build());
    }

    private static @Nullable Event eventOf(@Nullable Object item) {
      if (item instanceof Batch batch) {
        return batch.events().isEmpty() ? null : batch.events().get(0);
      }
      return item instanceof Event event ? event : null;
    }

    private static String description(@Nullable Event on, Throwable failure) {
      String message = String.valueOf(failure.getMessage());
      String cut =
          message.length() <= MESSAGE_LENGTH ? message : message.substring(0, MESSAGE_LENGTH) + "…";
      String service = on == null ? null : on.getService();
      return service == null ? cut : cut + " (service " + service + ")";
    }
  }
}

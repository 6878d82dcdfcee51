package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.dsl.internal.RuleBuilder.Block;
import io.tocsin.stream.channel.OnErrorSpec;
import io.tocsin.stream.channel.PublishSpec;
import io.tocsin.stream.channel.ReinjectSpec;
import io.tocsin.stream.channel.SubscribeSpec;

/** Verbs by which events go another way than down the tree. */
public interface ChannelVerbs extends Verbs {

  /** Gives the event, or each of a batch, to all who subscribe to the channel. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "publish('channel')")
  default void publish(String channel) {
    if (build().allows("publish", Scope.EVENT, Scope.BATCH)) {
      build().stage(() -> new PublishSpec(channel));
    }
  }

  /** The events of a channel, in place of those of the stream. */
  @Verb(in = Scope.EVENT, usage = "subscribe('channel') { … }")
  default void subscribe(String channel, @Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("subscribe", Scope.EVENT)) {
      return;
    }
    if (!build().atRoot()) {
      throw build()
          .fail(
              build().place(),
              "subscribe: stands directly in streams { }, or in a rule there",
              "It gets the events of its channel, and none of a block around it.");
    }
    build().stage(() -> new SubscribeSpec(channel), new Block(Scope.EVENT, body));
  }

  /** What fails below the second block goes, as events, to the first. */
  @Verb(
      in = {Scope.EVENT, Scope.BATCH},
      usage = "onError { what becomes of errors } { … }")
  default void onError(@Opens(Scope.EVENT) Closure<?> errors, @Opens(Scope.SAME) Closure<?> body) {
    if (build().allows("onError", Scope.EVENT, Scope.BATCH)) {
      build().stage(OnErrorSpec::new, new Block(Scope.SAME, body), new Block(Scope.EVENT, errors));
    }
  }

  /** The event enters all rules once more, from the top. */
  @Verb(in = Scope.EVENT, usage = "reinject()")
  default void reinject() {
    events("reinject", ReinjectSpec::new, null);
  }
}

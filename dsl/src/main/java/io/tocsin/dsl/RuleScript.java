package io.tocsin.dsl;

import groovy.lang.Script;
import io.tocsin.dsl.internal.RuleBuilder;
import io.tocsin.dsl.verb.BatchVerbs;
import io.tocsin.dsl.verb.CalendarVerbs;
import io.tocsin.dsl.verb.ChangeVerbs;
import io.tocsin.dsl.verb.ChannelVerbs;
import io.tocsin.dsl.verb.ChoiceVerbs;
import io.tocsin.dsl.verb.CorrelationVerbs;
import io.tocsin.dsl.verb.EndVerbs;
import io.tocsin.dsl.verb.FileVerbs;
import io.tocsin.dsl.verb.FilterVerbs;
import io.tocsin.dsl.verb.GapVerbs;
import io.tocsin.dsl.verb.OutputVerbs;
import io.tocsin.dsl.verb.PartitionVerbs;
import io.tocsin.dsl.verb.ServerVerbs;
import io.tocsin.dsl.verb.StatisticVerbs;
import io.tocsin.dsl.verb.SuppressVerbs;
import io.tocsin.dsl.verb.TableVerbs;
import io.tocsin.dsl.verb.TestVerbs;
import io.tocsin.dsl.verb.TrendVerbs;
import io.tocsin.dsl.verb.WindowVerbs;
import io.tocsin.stream.Place;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The base class of every rule file. Its words come from the interfaces of {@code
 * io.tocsin.dsl.verb}; they are ordinary methods, so they work in a user's own functions and loops.
 * Confined to the loading thread.
 */
public abstract class RuleScript extends Script
    implements FileVerbs,
        ServerVerbs,
        FilterVerbs,
        PartitionVerbs,
        ChangeVerbs,
        SuppressVerbs,
        WindowVerbs,
        CalendarVerbs,
        StatisticVerbs,
        TrendVerbs,
        GapVerbs,
        BatchVerbs,
        EndVerbs,
        ChannelVerbs,
        ChoiceVerbs,
        CorrelationVerbs,
        OutputVerbs,
        TableVerbs,
        TestVerbs {

  private @Nullable RuleBuilder builder;
  private String file = "unknown";
  private Map<String, RuleScript> scripts = Map.of();

  /** Ties the script to a load. */
  public final void attach(RuleBuilder toBuilder, String fileName, Map<String, RuleScript> all) {
    builder = toBuilder;
    file = fileName;
    scripts = all;
  }

  /** Another file of this load, by the name of its class; the compiler calls it. */
  public final RuleScript included(String className) {
    return Objects.requireNonNull(scripts.get(className), className);
  }

  /** Notes where the verb that follows was written; the compiler puts it before every verb. */
  public final RuleScript at(int line, int column) {
    build().at(new Place(file, line, column));
    return this;
  }

  @Override
  public final RuleBuilder build() {
    return Objects.requireNonNull(builder, "a rule file runs only within a load");
  }
}

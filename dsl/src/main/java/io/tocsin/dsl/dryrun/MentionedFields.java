package io.tocsin.dsl.dryrun;

import io.tocsin.event.Event;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.RuleFunction;
import io.tocsin.stream.filter.ExpiredSpec;
import io.tocsin.stream.filter.LiveSpec;
import io.tocsin.stream.filter.OverSpec;
import io.tocsin.stream.filter.TaggedSpec;
import io.tocsin.stream.filter.UnderSpec;
import io.tocsin.wire.EventJson;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of an event a stage looks at, with the values the event has. */
final class MentionedFields {

  private static final Pattern NAME =
      Pattern.compile(
          "'[^']*'|\"[^\"]*\"|\\b(?:attr\\(|event\\[)\\s*['\"]([^'\"]+)['\"]"
              + "|(?<![.\\w])(host|service|state|description|metric|time|ttl|tags)\\b"
              + "|\\b(tagged|taggedAny|expired)\\b");
  private static final int MAX_VALUE = 60;

  private MentionedFields() {}

  /** As in {@code metric 0.5, service df-root}; empty when nothing is mentioned. */
  static String of(OperatorSpec<?, ?> operator, Event event) {
    return of(names(operator), event);
  }

  /** As {@link #of(OperatorSpec, Event)}, of one function. */
  static String of(RuleFunction<?> function, Event event) {
    Set<String> names = new LinkedHashSet<>();
    addSource(function.source(), names);
    return of(names, event);
  }

  private static String of(Set<String> names, Event event) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.add(name + " " + shown(value(event, name)));
    }
    return String.join(", ", values);
  }

  private static Set<String> names(OperatorSpec<?, ?> operator) {
    if (operator instanceof OverSpec || operator instanceof UnderSpec) {
      return Set.of("metric");
    }
    if (operator instanceof TaggedSpec) {
      return Set.of("tags");
    }
    Set<String> names = new LinkedHashSet<>();
    if (operator instanceof ExpiredSpec || operator instanceof LiveSpec) {
      addState(names);
    }
    if (operator instanceof Record) {
      for (RecordComponent component : operator.getClass().getRecordComponents()) {
        addAll(value(operator, component), names);
      }
    }
    return names;
  }

  private static void addState(Set<String> names) {
    names.addAll(List.of("state", "time", "ttl"));
  }

  private static @Nullable Object value(OperatorSpec<?, ?> operator, RecordComponent component) {
    try {
      return component.getAccessor().invoke(operator);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null; // a recipe that is not public has nothing to tell
    }
  }

  private static void addAll(@Nullable Object value, Set<String> names) {
    if (value instanceof RuleFunction<?> function) {
      addSource(function.source(), names);
    } else if (value instanceof List<?> list) {
      list.forEach(each -> addAll(each, names));
    }
  }

  private static void addSource(String source, Set<String> names) {
    Matcher matcher = NAME.matcher(source);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        names.add(matcher.group(1));
      } else if (matcher.group(2) != null) {
        names.add(matcher.group(2));
      } else if (matcher.group(3) != null) {
        if (matcher.group(3).equals("expired")) {
          addState(names);
        } else {
          names.add("tags");
        }
      }
    }
  }

  private static @Nullable Object value(Event event, String name) {
    return switch (name) {
      case "time" -> event.hasTime() ? EventJson.time(event.timeMicrosOr(0)) : null;
      case "ttl" -> event.hasTtl() ? event.ttlMicrosOr(0) / 1e6 : null;
      case "metric" -> event.getMetric();
      case "tags" -> event.getTags();
      case "host" -> event.getHost();
      case "service" -> event.getService();
      case "state" -> event.getState();
      case "description" -> event.getDescription();
      default -> event.getAttributes().get(name);
    };
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "absent";
    }
    String text = value.toString().replaceAll("\\p{Cntrl}", " ");
    return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE) + "…";
  }
}

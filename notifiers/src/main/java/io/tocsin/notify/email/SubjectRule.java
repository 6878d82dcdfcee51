package io.tocsin.notify.email;

import io.tocsin.event.Event;
import io.tocsin.notify.text.EventText;
import io.tocsin.notify.text.TextTemplate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How a mail's subject is made. Implementations compare by value, since they are part of settings.
 * The subject is put on one line and cut to length afterwards; instead of one that is blank, or of
 * a rule that fails, the headline is taken.
 */
@FunctionalInterface
public interface SubjectRule {

  /** The subject of a message of at least one event. */
  String subject(List<Event> events);

  /** Host, service, state and metric of one event; services, hosts and states of many. */
  static SubjectRule headline() {
    return Headline.RULE;
  }

  /** A text with places for values. */
  static SubjectRule template(String text) {
    return new Template(TextTemplate.parse(text));
  }

  /** The subject of mails whose rule says nothing else. */
  enum Headline implements SubjectRule {
    RULE;

    @Override
    public String subject(List<Event> events) {
      return EventText.headline(events);
    }
  }

  /** A subject from a template. */
  record Template(TextTemplate template) implements SubjectRule {
    @Override
    public String subject(List<Event> events) {
      return template.render(events, UnaryOperator.identity());
    }
  }
}

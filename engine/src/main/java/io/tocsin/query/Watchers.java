package io.tocsin.query;

import io.tocsin.event.Event;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All who watch events come by, each with a query, and what their regular expressions may cost for
 * one event, all together: however many watch, the lane is not to be held up. Confined to one lane.
 *
 * <p>A query is asked once for each event, however many watch with it. Half of {@link #STEPS} is
 * divided among the queries: a fair share each, at least {@link #LEAST_SHARE}. The other half is
 * for those that need more than their share. When it is used up, whoever watches with the query
 * that took most of it is cut, and what that took is there again for the others, once an event. A
 * step is a character looked at.
 */
public final class Watchers {

  /** For one event. */
  static final long STEPS = 100_000;

  /** Of each query for one event, however many there are. */
  static final long LEAST_SHARE = 100;

  private final Map<Query, Question> questions = new HashMap<>();

  // Of the event that comes by just now.
  private @Nullable Event present;
  private long round;
  private long share;
  private long spare;
  private long steps;
  private boolean gaveBack;
  private @Nullable Question greediest;

  /** Watchers, of which there are none yet. */
  public Watchers() {}

  /**
   * One more.
   *
   * @param cut called once, during some {@link Watcher#sees} of anybody, when the query costs too
   *     much; from then on it sees nothing
   */
  public Watcher add(Query query, Runnable cut) {
    Question question = questions.computeIfAbsent(query, Question::new);
    Watcher watcher = new Watcher(question, cut);
    question.by.add(watcher);
    return watcher;
  }

  /** Steps taken for the event that comes by just now. */
  long stepsOfThisEvent() {
    return steps;
  }

  /** Different queries there are at present. */
  public int size() {
    return questions.size();
  }

  @SuppressWarnings("ReferenceEquality") // the very same, shown to one after the other
  private void begin(Event event) {
    if (event != present) {
      present = event;
      round++;
      steps = 0;
      share = Math.max(LEAST_SHARE, STEPS / 2 / Math.max(1, questions.size()));
      spare = STEPS / 2;
      gaveBack = false;
      greediest = null;
    }
  }

  /** One who watches. */
  public final class Watcher {
    private final Question question;
    private final Runnable cut;

    private Watcher(Question question, Runnable cut) {
      this.question = question;
      this.cut = cut;
    }

    /**
     * Whether the event is one that is asked for. The same event is to be shown to all of them
     * before the next. Never throws: an event on whose text an expression goes too deep is none.
     *
     * @param nowMicros the lane's now, for {@code age}
     */
    public boolean sees(Event event, long nowMicros) {
      begin(event);
      return question.by.contains(this) && question.answer(event, nowMicros);
    }

    /** Watches no more. Idempotent. */
    public void leave() {
      if (question.by.remove(this) && question.by.isEmpty()) {
        questions.remove(question.query);
      }
    }
  }

  /** One query, and who watches with it. */
  private final class Question {
    private final Query query;
    private final Set<Watcher> by = new LinkedHashSet<>();
    private long answered;
    private boolean answer;
    private long taken;

    Question(Query query) {
      this.query = query;
    }

    boolean answer(Event event, long nowMicros) {
      if (answered != round) {
        answered = round;
        taken = 0;
        answer = ask(event, nowMicros);
      }
      return answer;
    }

    private boolean ask(Event event, long nowMicros) {
      while (!by.isEmpty()) {
        SearchBudget budget = SearchBudget.ofSteps(share + spare);
        try {
          boolean seen = query.test(event, nowMicros, budget);
          take(budget);
          return seen;
        } catch (QueryException e) {
          take(budget);
          if (budget.left() > 0) {
            return false;
          }
          Question worst = gaveBack || greediest == null ? this : greediest;
          worst.cut();
        }
      }
      return false;
    }

    /** Notes what of the budget was more than the share. */
    private void take(SearchBudget budget) {
      steps += share + spare - budget.left();
      long more = Math.max(0, spare - budget.left());
      spare -= more;
      taken += more;
      if (greediest == null || greediest.by.isEmpty() || taken > greediest.taken) {
        greediest = this;
      }
    }

    private void cut() {
      if (!gaveBack) {
        gaveBack = true;
        spare += taken;
      }
      List<Watcher> all = List.copyOf(by);
      by.clear();
      questions.remove(query);
      all.forEach(watcher -> watcher.cut.run());
    }
  }
}

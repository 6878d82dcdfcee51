package io.tocsin.stream.partition;

import io.tocsin.event.EventFields;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule set in two parts: what every lane can do for the events of its own keys, and what one lane
 * must do for all events. A function of the rules and the key alone.
 *
 * <p>What goes to the lanes are blocks of {@code by} with the key among its fields, with all that
 * is in them, if nothing in them {@link OperatorSpec#needsWholeHub}. Above such a block may stand
 * what keeps no state and leaves the key as it is; it then stands in both parts, each time with
 * those below it that belong there. Everything else stays.
 */
public final class RuleSplit {

  /**
   * A block of {@code by} with the key that stays with the rest.
   *
   * @param block where it stands
   * @param cause where that stands which keeps it
   * @param why in words, to follow the cause's place
   */
  public record Kept(Place block, Place cause, String why) {}

  /**
   * What lanes run.
   *
   * @param rules roots; the same recipes for each lane
   * @param repeated stages of them that stand in the other part too, which tells their failures; by
   *     identity
   * @param untold stages of them by which an event enters a rule that it enters in the other part
   *     too, which tells of it; by identity
   */
  public record Part(List<StageSpec> rules, Set<StageSpec> repeated, Set<StageSpec> untold) {

    /** Rules that are all of a hub. */
    public static Part whole(List<StageSpec> rules) {
      return new Part(List.copyOf(rules), Set.of(), Set.of());
    }
  }

  private static final String WHOLE_HUB = "needs the index, a channel or the top of the rules";
  private static final String HANDLES = "gets the failures of what stands in it";
  private static final String KEEPS_STATE = "keeps state for all keys together";
  private static final String CHANGES_KEY = "may change the key";
  private static final String CHANNEL = "gets what is published";

  private final String key;
  private final List<StageSpec> all;
  private final List<StageSpec> merged = new ArrayList<>();
  private final List<StageSpec> parted = new ArrayList<>();
  private final Set<StageSpec> repeated = identities();
  private final Set<StageSpec> untold = identities();
  private final List<Kept> kept = new ArrayList<>();
  private int whole;
  private int inPart;

  /** A stage's two halves. */
  private record Halves(@Nullable StageSpec merged, List<StageSpec> parted) {}

  private RuleSplit(List<StageSpec> rules, LaneKey key) {
    this.key = key.field();
    this.all = List.copyOf(rules);
    for (StageSpec root : all) {
      List<StageSpec> mine = new ArrayList<>();
      List<StageSpec> theirs = new ArrayList<>();
      splitBlock(List.of(root), mine, theirs);
      merged.addAll(mine);
      parted.addAll(theirs);
      whole += mine.isEmpty() ? 1 : 0;
      inPart += mine.isEmpty() || theirs.isEmpty() ? 0 : 1;
    }
    leaveUntold(merged, parted);
  }

  /** The parts of a rule set. */
  public static RuleSplit of(List<StageSpec> rules, LaneKey key) {
    return new RuleSplit(rules, key);
  }

  /** The rules as they were. */
  public List<StageSpec> all() {
    return all;
  }

  /** What one lane does for all events. */
  public Part merged() {
    return Part.whole(merged);
  }

  /** What each lane does for the events of its keys; no rules when nothing can be parted. */
  public Part parted() {
    return new Part(
        List.copyOf(parted),
        Collections.unmodifiableSet(repeated),
        Collections.unmodifiableSet(untold));
  }

  /** Blocks of {@code by} with the key that stay, and why, in the order of the rules. */
  public List<Kept> kept() {
    return List.copyOf(kept);
  }

  /** How the streams are spread, in words. */
  public String summary() {
    return whole
        + " of "
        + all.size()
        + (all.size() == 1 ? " stream" : " streams")
        + " by "
        + key
        + ", "
        + inPart
        + " in part, "
        + (all.size() - whole - inPart)
        + " on the merge lane";
  }

  private void splitBlock(List<StageSpec> block, List<StageSpec> mine, List<StageSpec> theirs) {
    for (StageSpec stage : block) {
      Halves halves = split(stage);
      if (halves.merged() != null) {
        mine.add(halves.merged());
      }
      theirs.addAll(halves.parted());
    }
  }

  private Halves split(StageSpec stage) {
    if (isByKey(stage)) {
      StageSpec cause = firstOfWholeHub(stage);
      if (cause == null) {
        return new Halves(null, List.of(stage));
      }
      kept.add(new Kept(stage.place(), cause.place(), WHOLE_HUB));
      return new Halves(stage, List.of());
    }
    String why = whyNotTwice(stage.operator());
    if (why != null) {
      keepAllBelow(stage, stage, why);
      return new Halves(stage, List.of());
    }
    return splitBelow(stage);
  }

  private Halves splitBelow(StageSpec stage) {
    List<List<StageSpec>> mine = new ArrayList<>();
    List<List<StageSpec>> theirs = new ArrayList<>();
    for (List<StageSpec> branch : stage.branches()) {
      List<StageSpec> merge = new ArrayList<>();
      List<StageSpec> part = new ArrayList<>();
      splitBlock(branch, merge, part);
      leaveUntold(merge, part);
      mine.add(merge);
      theirs.add(part);
    }
    if (theirs.stream().allMatch(List::isEmpty)) {
      return new Halves(stage, List.of());
    }
    StageSpec rest = with(stage, mine);
    if (stage.operator().onlyNotes()) {
      // The other part notes for both.
      List<StageSpec> below = theirs.stream().flatMap(List::stream).toList();
      below.stream().filter(s -> sameRule(s, stage)).forEach(untold::add);
      return new Halves(rest, below);
    }
    StageSpec part = with(stage, theirs);
    if (mine.stream().allMatch(List::isEmpty)) {
      return new Halves(null, List.of(part));
    }
    repeated.add(part);
    return new Halves(rest, List.of(part));
  }

  /** Of a rule that both parts have in one block, the merged part tells who enters. */
  private void leaveUntold(List<StageSpec> mine, List<StageSpec> theirs) {
    Set<String> told = new HashSet<>();
    for (StageSpec stage : mine) {
      if (stage.rule() != null) {
        told.add(stage.rule());
      }
    }
    theirs.stream().filter(s -> told.contains(s.rule())).forEach(untold::add);
  }

  private static boolean sameRule(StageSpec a, StageSpec b) {
    return a.rule() != null && a.rule().equals(b.rule());
  }

  private boolean isByKey(StageSpec stage) {
    return stage.operator() instanceof BySpec by
        && by.fields().stream().map(EventFields::plainName).anyMatch(key::equals);
  }

  /** Why an operator cannot stand in both parts; null if it can. */
  private @Nullable String whyNotTwice(OperatorSpec<?, ?> operator) {
    if (operator.channel() != null) {
      return CHANNEL;
    }
    if (operator.needsWholeHub()) {
      return WHOLE_HUB;
    }
    if (operator.handlesFailures()) {
      return HANDLES;
    }
    if (!operator.isStateless() || operator.forksChildren()) {
      return KEEPS_STATE;
    }
    return operator.keeps(key) ? null : CHANGES_KEY;
  }

  private void keepAllBelow(StageSpec stage, StageSpec cause, String why) {
    for (List<StageSpec> branch : stage.branches()) {
      for (StageSpec below : branch) {
        if (isByKey(below)) {
          kept.add(new Kept(below.place(), cause.place(), why));
        } else {
          keepAllBelow(below, cause, why);
        }
      }
    }
  }

  private static @Nullable StageSpec firstOfWholeHub(StageSpec stage) {
    if (stage.operator().needsWholeHub()) {
      return stage;
    }
    for (List<StageSpec> branch : stage.branches()) {
      for (StageSpec below : branch) {
        StageSpec found = firstOfWholeHub(below);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static StageSpec with(StageSpec stage, List<List<StageSpec>> branches) {
    return new StageSpec(stage.operator(), branches, stage.rule(), stage.place());
  }

  private static Set<StageSpec> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}

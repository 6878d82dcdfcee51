package io.tocsin.stream;

import io.tocsin.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live graph of a rule set. Confined to one lane.
 *
 * <p>Built whole from its recipes; every event enters at every root, in the order of the rule file,
 * but for the roots of a channel, which are entered by {@link #channels} only.
 */
public final class Topology {

  @SuppressWarnings("unchecked")
  private static final Stage<Object, ?>[] NONE = (Stage<Object, ?>[]) new Stage<?, ?>[0];

  private final List<StageSpec> specs;
  private final LaneContext lane;
  private final StageKind[] kinds;
  private final StageNames names;

  /** Of all roots, in the order of the rule file. */
  private final Stage<Object, ?>[] all;

  private final Siblings siblings;
  private final Stage<Object, ?>[] roots;
  private final List<Foresight<Event>> foreseeing;

  /** Kept so that looking ahead is not left out; of no meaning. */
  private int seen;

  /** By the roots of channels. */
  private final Map<Stage<?, ?>, Entrance> entrances = new LinkedHashMap<>();

  private final Map<String, List<Consumer<Event>>> channels = new HashMap<>();

  private Topology(TopologyPlan plan) {
    specs = plan.specs;
    List<StageKind> ofTheStream = new ArrayList<>();
    List<Stage<Object, ?>> opened = new ArrayList<>();
    lane = plan.lane;
    kinds = plan.kinds;
    names = plan.names;
    all = Arrays.copyOf(NONE, kinds.length);
    for (int i = 0; i < kinds.length; i++) {
      StageKind kind = kinds[i];
      Stage<Object, ?> root = kind.open(null, null);
      all[i] = root;
      String channel = kind.spec.operator().channel();
      if (channel == null) {
        ofTheStream.add(kind);
        opened.add(root);
      } else {
        Entrance entrance = new Entrance(root, plan.lane);
        entrances.put(root, entrance);
        channels.computeIfAbsent(channel, c -> new ArrayList<>()).add(entrance);
      }
    }
    siblings = new Siblings(ofTheStream.toArray(StageKind[]::new));
    roots = opened.toArray(NONE);
    foreseeing = foreseeing(roots);
  }

  @SuppressWarnings("unchecked")
  private static List<Foresight<Event>> foreseeing(Stage<Object, ?>[] roots) {
    List<Foresight<Event>> all = new ArrayList<>();
    for (Stage<?, ?> root : roots) {
      if (root.operator instanceof Foresight<?> one) {
        all.add((Foresight<Event>) one);
      }
    }
    return all;
  }

  /** Makes the live parts of all stages. */
  public static Topology open(List<StageSpec> specs, LaneContext lane) {
    return open(new TopologyPlan(specs, lane, List.of()));
  }

  /** Makes the live parts of all stages of a plan, which was not opened before. */
  public static Topology open(TopologyPlan plan) {
    return new Topology(plan);
  }

  /** The entrances of the roots that stand at a channel, by its name, in the order of the rules. */
  public Map<String, List<Consumer<Event>>> channels() {
    return channels;
  }

  /** Has what the roots know of the keys of some events fetched. */
  public void foresee(List<Event> events) {
    for (Foresight<Event> one : foreseeing) {
      seen += one.foresee(events);
    }
  }

  /** Runs one event through all roots of the stream. */
  public void accept(Event event) {
    siblings.accept(roots, event);
  }

  /**
   * Closes every operator, from the roots down, and cancels their timers; the roots of channels
   * last, since the others may publish what they held.
   */
  public void close() {
    Stage.closeAll(roots);
    entrances.values().forEach(Entrance::close);
  }

  /**
   * Goes on with what earlier rules know, which are not used after that; those of their stages that
   * have no heir are closed first, from the roots down.
   *
   * @param plan of which this was opened
   */
  public void inherit(Topology earlier, TopologyPlan plan) {
    Succession succession = plan.succession(earlier.specs);
    for (int i = 0; i < kinds.length; i++) {
      kinds[i].succeed(succession.below(i));
    }
    earlier.closeLeft(succession);
    for (StageKind kind : earlier.kinds) {
      kind.supersede();
    }
    Siblings.inherit(earlier.all, all, succession, new Handover());
  }

  /** The roots of channels last, since the others may publish what they held. */
  private void closeLeft(Succession succession) {
    for (int i = 0; i < all.length; i++) {
      if (!entrances.containsKey(all[i])) {
        closeLeft(i, succession);
      }
    }
    for (int i = 0; i < all.length; i++) {
      if (entrances.containsKey(all[i])) {
        closeLeft(i, succession);
      }
    }
  }

  private void closeLeft(int root, Succession succession) {
    int heir = succession.heir(root);
    Entrance entrance = entrances.get(all[root]);
    if (heir != Succession.NONE) {
      all[root].closeLeft(succession.below(heir));
    } else if (entrance != null) {
      entrance.close();
    } else {
      all[root].close();
    }
  }

  /** A root of a channel, which is open to the others until it is closed itself. */
  private static final class Entrance implements Consumer<Event> {
    private final Stage<Object, ?> root;
    private final LaneContext lane;
    private boolean closed;

    Entrance(Stage<Object, ?> root, LaneContext lane) {
      this.root = root;
      this.lane = lane;
    }

    @Override
    public void accept(Event event) {
      if (closed) {
        lane.dropped(root.spec(), event, DropReason.UNFINISHED);
      } else {
        root.accept(event);
      }
    }

    void close() {
      closed = true;
      root.close();
    }
  }

  /** Writes what all stages know now: copies of them by and by. */
  public void record(StateRecording to) {
    names.record(to);
    for (Stage<Object, ?> root : all) {
      root.record(to);
    }
  }

  /** Begins to go on with what others knew, as it was written down; before any input. */
  public StateRestoration restore() {
    return new StateRestoration(this, lane, all);
  }

  StageNames names() {
    return names;
  }

  /** The recipes it was made from. */
  public List<StageSpec> specs() {
    return specs;
  }

  /** The identity of every stage, in the order of the rule file. */
  public static Map<StageId, StageSpec> identities(List<StageSpec> specs) {
    Map<StageId, StageSpec> all = new LinkedHashMap<>();
    visit(null, 0, specs, all::put);
    return all;
  }

  private static void visit(
      @Nullable StageId parent,
      int branch,
      List<StageSpec> specs,
      BiConsumer<StageId, StageSpec> visitor) {
    Map<OperatorSpec<?, ?>, Integer> seen = new HashMap<>();
    for (StageSpec spec : specs) {
      int ordinal = seen.merge(spec.operator(), 1, Integer::sum) - 1;
      StageId id = new StageId(parent, branch, spec.operator(), ordinal);
      visitor.accept(id, spec);
      List<List<StageSpec>> branches = new ArrayList<>(spec.branches());
      for (int i = 0; i < branches.size(); i++) {
        visit(id, i, branches.get(i), visitor);
      }
    }
  }
}

package io.tocsin.dsl.internal;

import groovy.lang.Closure;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.RuleTest;
import io.tocsin.dsl.ServerSettings;
import io.tocsin.dsl.TestContext;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.sink.Secret;
import io.tocsin.sink.SinkSettings;
import io.tocsin.stream.OperatorSpec;
import io.tocsin.stream.Place;
import io.tocsin.stream.StageSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the verbs of one load say: the stages as a tree, outputs, listeners, tests. Confined
 * to the loading thread.
 */
public final class RuleBuilder {

  /** A verb's block, and what it holds. */
  public record Block(Scope scope, @Nullable Closure<?> body) {}

  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<StageSpec> roots = new ArrayList<>();
  private final DeclaredOutputs outputs = new DeclaredOutputs();
  private final List<RuleTest> tests = new ArrayList<>();
  private final ServerSettings.Builder server = new ServerSettings.Builder();
  private final List<Problem> problems = new ArrayList<>();
  private final KnownFiles files = new KnownFiles();
  private final Tables tables = new Tables(files);
  private final KnownProbes probes = new KnownProbes();
  private final SecretSource secrets;
  private final Consumer<String> include;
  private Place place = Place.UNKNOWN;
  private boolean cutShort;
  private @Nullable TestContext test;
  private @Nullable RouteBuilder route;

  /**
   * A builder of one load.
   *
   * @param secrets where {@code secret('NAME')} looks
   * @param include runs the included file of a path
   */
  public RuleBuilder(SecretSource secrets, Consumer<String> include) {
    this.secrets = secrets;
    this.include = include;
    frames.push(new Frame(Scope.FILE, null, false));
  }

  /** The files of the load. */
  KnownFiles files() {
    return files;
  }

  /** The tables of the load. */
  public Tables tables() {
    return tables;
  }

  /** The probes of the load. */
  public KnownProbes probes() {
    return probes;
  }

  /** Where the next verb was written. */
  public void at(Place where) {
    place = where;
  }

  public Place place() {
    return place;
  }

  /** What the innermost open block is about. */
  public Scope scope() {
    return frames.element().scope();
  }

  /** Adds a stage whose blocks are run now. */
  public void stage(Supplier<OperatorSpec<?, ?>> recipe, Block... blocks) {
    Place where = place;
    List<List<StageSpec>> branches = new ArrayList<>();
    for (Block block : blocks) {
      branches.add(run(block.scope(), frames.element().rule(), block.body()));
    }
    stage(recipe, branches, where);
  }

  /** Adds a stage whose branches were built before. */
  public void stage(
      Supplier<OperatorSpec<?, ?>> recipe, List<List<StageSpec>> branches, Place where) {
    attempt(
        () -> {
          OperatorSpec<?, ?> operator = checked(recipe, where);
          frames.element().stages().add(new StageSpec(operator, branches, rule(), where));
        });
  }

  /** Does a step; a problem in it is noted, and the rest of the file still looked at. */
  public void attempt(Runnable step) {
    try {
      step.run();
    } catch (ScriptProblem e) {
      problems.add(e.problem());
    }
  }

  /** Runs a block and gives the stages it made. */
  public List<StageSpec> run(Scope scope, @Nullable String rule, @Nullable Closure<?> body) {
    return body == null ? List.of() : in(scope, rule, false, () -> body.call());
  }

  /** Does something as in a block of its own, whose stages are forgotten. */
  public void in(Scope scope, Runnable step) {
    in(scope, null, false, step);
  }

  private List<StageSpec> in(Scope scope, @Nullable String rule, boolean root, Runnable step) {
    Frame frame = new Frame(scope == Scope.SAME ? scope() : scope, rule, root);
    frames.push(frame);
    try {
      step.run();
    } catch (ScriptProblem e) {
      problems.add(e.problem());
      cutShort = true;
    } finally {
      frames.pop();
    }
    return frame.stages();
  }

  /** Runs a named block in place: its stages stand where the block does, and bear its name. */
  public void rule(String name, Closure<?> body) {
    frames.element().stages().addAll(in(Scope.SAME, name, atRoot(), () -> body.call()));
  }

  /** The name of the rule the innermost open block belongs to, null outside of any. */
  @Nullable String rule() {
    return frames.element().rule();
  }

  /** Whether a stage added now is a root: it stands in {@code streams}, or in a rule there. */
  public boolean atRoot() {
    return frames.element().root();
  }

  @Nullable RouteBuilder route() {
    return route;
  }

  /** Makes a {@code route} the one whose block is running; gives the one before. */
  @Nullable RouteBuilder route(@Nullable RouteBuilder current) {
    RouteBuilder before = route;
    route = current;
    return before;
  }

  public void streams(Closure<?> body) {
    roots.addAll(in(Scope.EVENT, null, true, () -> body.call()));
  }

  public <T> T checked(Supplier<T> make, Place where) {
    try {
      return make.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw fail(where, String.valueOf(e.getMessage()), "");
    }
  }

  /** The problem that ends this load. */
  public ScriptProblem fail(Place where, String what, String remedy) {
    return new ScriptProblem(Problem.error(where, what, remedy));
  }

  /**
   * Whether a verb belongs in the block it is called from, which only the run can tell of a verb in
   * a user's own function. If not, that is noted as a problem.
   */
  public boolean allows(String verb, Scope... allowed) {
    if (Arrays.asList(allowed).contains(scope())) {
      return true;
    }
    problems.add(misplaced(verb, allowed).problem());
    return false;
  }

  private ScriptProblem misplaced(String verb, Scope... allowed) {
    return fail(
        place,
        "the verb '" + verb + "' does not belong " + scope().words(),
        "It stands "
            + String.join(" or ", Arrays.stream(allowed).map(Scope::words).toList())
            + ".");
  }

  /** Declares an output. One that cannot be made is a problem, and stands in for itself. */
  public SinkSettings output(String kind, Supplier<SinkSettings> settings) {
    Place where = place;
    SinkSettings[] made = {new BrokenOutput(kind)};
    attempt(() -> made[0] = outputs.declare(checked(settings, where), where));
    return made[0];
  }

  /** The name of the next output of a kind. */
  public String outputName(String kind) {
    return outputs.nextName(kind);
  }

  /** Notes that something goes to an output; false for one that could not be made. */
  public boolean use(SinkSettings output) {
    outputs.use(output);
    return !(output instanceof BrokenOutput);
  }

  public Secret secret(String name) {
    return secrets.findOrTell(name, place, problems::add);
  }

  public void include(String path) {
    include.accept(path);
  }

  public ServerSettings.Builder server() {
    return server;
  }

  /** How many problems were noted so far. */
  public int problemCount() {
    return problems.size();
  }

  public void problem(Problem problem) {
    problems.add(problem);
  }

  /** Notes a test; of a table of cases, one row. */
  public void test(String name, Closure<?> body, @Nullable Object row) {
    tests.add(new RuleTest(name, place, this, body, row));
  }

  /** Runs a test's steps; a problem in them ends them. */
  public void test(TestContext context, Closure<?> steps, @Nullable Object row) {
    int known = problems.size();
    frames.push(new Frame(Scope.TEST, null, false));
    test = context;
    try {
      steps.call(row);
    } finally {
      test = null;
      frames.pop();
    }
    if (problems.size() > known) {
      ScriptProblem first = new ScriptProblem(problems.get(known));
      problems.subList(known, problems.size()).clear();
      throw first;
    }
  }

  /** The test that is running, for a verb of tests. */
  public TestContext test(String verb) {
    if (test == null || scope() != Scope.TEST) {
      throw misplaced(verb, Scope.TEST);
    }
    return test;
  }

  public List<StageSpec> roots() {
    return roots;
  }

  public List<SinkSettings> outputs() {
    return outputs.all();
  }

  public List<RuleTest> tests() {
    return tests;
  }

  /** What was told, and what can only be seen at the end: outputs that nothing is sent to. */
  public List<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems);
    if (!cutShort) {
      all.addAll(outputs.unused());
      all.addAll(probes.problems());
    }
    all.addAll(server.problems());
    return all.stream().distinct().toList();
  }
}

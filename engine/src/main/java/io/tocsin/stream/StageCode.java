package io.tocsin.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The code that stages of one kind run: a copy of {@link RunningStage} of their own, or that class
 * itself. Immutable.
 *
 * <p>What a stage calls is decided by its kind: which operator, which condition, which stages come
 * next. The JVM's compiler learns this for each place in a class's code. In code that all kinds
 * share it learns that anything may be called, and so compiles a search for the method at each
 * step. In a copy for each kind it finds one target at each place, and compiles a path through the
 * rules into one piece. A copy is a hidden class: it is unloaded with its stages.
 */
final class StageCode {

  /**
   * Kinds of a rule set up to which each gets a copy. A copy takes some kilobytes and time to
   * compile; with very many the processor's caches do not hold their code, and one for all is
   * faster.
   */
  static final int MAX_COPIES = 256;

  private static final MethodType CONSTRUCTOR =
      MethodType.methodType(void.class, StageKind.class, Stage.class, ForkHome.class);
  private static final MethodHandle SHARED;

  static {
    try {
      SHARED = MethodHandles.lookup().findConstructor(RunningStage.class, CONSTRUCTOR);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MethodHandle constructor;

  private StageCode(MethodHandle constructor) {
    this.constructor = constructor;
  }

  /** The code of each of so many kinds of a rule set. */
  static Function<StageFacts, StageCode> forKinds(int kinds) {
    boolean copies = kinds <= MAX_COPIES;
    return facts -> new StageCode(copies ? copy(facts) : SHARED);
  }

  private static MethodHandle copy(StageFacts facts) {
    try {
      MethodHandles.Lookup own =
          MethodHandles.lookup().defineHiddenClassWithClassData(Template.BYTES, facts, true);
      return own.findConstructor(own.lookupClass(), CONSTRUCTOR);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a stage's class cannot be copied", e);
    }
  }

  /** A stage of a kind, with all below it. */
  Stage<?, ?> open(StageKind kind, @Nullable Stage<?, ?> handler, @Nullable ForkHome home) {
    try {
      return (Stage<?, ?>) constructor.invoke(kind, handler, home);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Template {
    static final byte[] BYTES = read();

    private static byte[] read() {
      String name = RunningStage.class.getSimpleName() + ".class";
      try (InputStream in = RunningStage.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("there is no " + name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

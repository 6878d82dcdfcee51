package io.tocsin.crash;

import io.tocsin.disk.SystemDisk;
import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleSet;
import io.tocsin.server.RunningHub;
import io.tocsin.server.Signals;
import io.tocsin.testkit.FaultyDisk;
import io.tocsin.testkit.FaultyDisk.Fault;
import io.tocsin.testkit.FaultyDisk.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A hub of its own process whose disk does what the first argument says, in five parts with colons:
 * {@code none}, {@code crash}, {@code io_error}, {@code disk_full} or {@code slow}; the operation,
 * or {@code any}; how many of these pass before; for how many it holds; a seed. A crash tears the
 * write, if it is one, and ends the process on the spot. The second argument is the rule file.
 */
public final class FaultyHub {

  private static final int KILLED = 137;
  private static final long SLOW_MILLIS = 40;

  private FaultyHub() {}

  /** Runs until it is told to stop, or dies. */
  public static void main(String[] arguments) throws Exception {
    List<Path> rules = List.of(Path.of(arguments[1]));
    RuleCompiler compiler = RuleCompiler.forRunning(System.getenv());
    RuleSet set = compiler.compile(rules);
    RunningHub hub = RunningHub.start(set, rules, compiler, false, disk(arguments[0]));
    CountDownLatch stopped = new CountDownLatch(1);
    Signals.onStop(stopped::countDown);
    hub.addresses()
        .forEach(
            (listener, address) ->
                System.out.println(
                    "  "
                        + listener.kind().name().toLowerCase(Locale.ROOT)
                        + "  127.0.0.1:"
                        + address.getPort()));
    System.out.println("Tocsin is running");
    stopped.await();
    hub.close();
  }

  private static FaultyDisk disk(String plan) {
    String[] parts = plan.split(":");
    long passes = Long.parseLong(parts[2]);
    long holds = Long.parseLong(parts[3]);
    FaultyDisk disk = new FaultyDisk(new SystemDisk(), new Random(Long.parseLong(parts[4])));
    Counted counted = new Counted(parts[0], parts[1], passes, holds);
    return disk.follow(counted);
  }

  /** Counts the operations that it is about. */
  private static final class Counted implements FaultyDisk.Plan {
    private final String what;
    private final String operation;
    private final long passes;
    private final long holds;
    private long seen;

    Counted(String what, String operation, long passes, long holds) {
      this.what = what;
      this.operation = operation;
      this.passes = passes;
      this.holds = holds;
    }

    @Override
    public synchronized Fault fate(Operation op, Path file, long number) {
      boolean isMeant =
          operation.equals("any") || operation.equals(op.name().toLowerCase(Locale.ROOT));
      if (!isMeant || seen++ < passes || seen > passes + holds) {
        return Fault.NONE;
      }
      switch (what) {
        case "crash" -> {
          dieSoon();
          return Fault.CRASH;
        }
        case "io_error" -> {
          return Fault.IO_ERROR;
        }
        case "disk_full" -> {
          return Fault.DISK_FULL;
        }
        case "slow" -> sleep();
        default -> {}
      }
      return Fault.NONE;
    }

    /** After the torn write; the disk does nothing any more. */
    private static void dieSoon() {
      Thread end =
          new Thread(
              () -> {
                sleep();
                Runtime.getRuntime().halt(KILLED);
              });
      end.setDaemon(true);
      end.start();
    }

    private static void sleep() {
      try {
        Thread.sleep(SLOW_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

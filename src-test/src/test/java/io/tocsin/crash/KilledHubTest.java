package io.tocsin.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fixture.Await;
import io.tocsin.fixture.HttpReceiver;
import io.tocsin.fixture.HubProcess;
import io.tocsin.transport.client.RiemannClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub under load is killed, again and again, at random moments and in the middle of what it does
 * to its disk, which at times is full, slow or broken; what it has acknowledged as durable took
 * effect exactly once, and all that it owes is told under one key, as if it had never been killed.
 * {@code TOCSIN_CRASH_ROUNDS} says how often, the profile {@code crash} 200 times.
 */
final class KilledHubTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int ROUNDS =
      Integer.parseInt(System.getenv().getOrDefault("TOCSIN_CRASH_ROUNDS", "6"));

  @TempDir private Path folder;

  private static String rules(HttpReceiver receiver) {
    return """
        server {
          tcp port: 0, ack: 'durable'
          http port: 0
          dataDir 'data'
        }
        def hook = webhook(name: 'hook', url: 'http://127.0.0.1:%d/', timeout: 2.seconds)
        streams {
          where { service == 'n' } {
            index()
            by('host') {
              set(state: 'batch') { batch(%d, within: 30.days) { sendTo hook } }
              set(state: 'first') { throttle(%d, per: 1000.days) { sendTo hook } }
              set(state: 'timed') { batch(100000, within: 30.millis) { sendTo hook } }
              set(service: 'count', metric: 1) { counter { index() } }
            }
          }
        }
        """
        .formatted(receiver.port(), Oracle.BATCH, Oracle.THROTTLE);
  }

  /** Sends event after event until the hub is gone. */
  private static Thread sender(HubProcess hub, Oracle oracle, AtomicInteger acks)
      throws IOException {
    RiemannClient client = hub.client();
    Thread thread =
        new Thread(
            () -> {
              try (client) {
                while (true) {
                  client.send(List.of(oracle.next()));
                  oracle.acknowledged();
                  acks.incrementAndGet();
                }
              } catch (IOException e) {
                // The hub is gone.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void whatWasAcknowledgedTookEffectOnceAndWhatIsOwedIsToldUnderOneKey() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed + ", " + ROUNDS + " rounds");
    Random random = new Random(seed);
    List<Oracle> oracles = List.of(new Oracle("a"), new Oracle("b"), new Oracle("c"));
    try (HttpReceiver receiver = HttpReceiver.start()) {
      Path rules = Files.writeString(folder.resolve("rules.groovy"), rules(receiver));
      for (int round = 1; round <= ROUNDS; round++) {
        String plan = plan(round, random);
        String about = "round " + round + ", " + plan + ", seed " + seed;
        HubProcess hub = HubProcess.startBy(FaultyHub.class, rules, plan, rules.toString());
        if (hub != null) {
          try (hub) {
            load(hub, oracles, random, about);
          }
        } else {
          assertThat(plan).as("it did not start, " + about).doesNotStartWith("none");
        }
      }
      try (HubProcess hub = HubProcess.start(rules)) {
        for (Oracle oracle : oracles) {
          oracle.check(hub, "the end, seed " + seed);
          Await.until("all that is owed", SOON, () -> oracle.isTold(receiver));
        }
        assertThat(hub.stop()).isZero();
        for (Oracle oracle : oracles) {
          oracle.checkTold(receiver, "seed " + seed);
        }
      }
    }
  }

  /** What the disk does in a round: every other time nothing but work. */
  private static String plan(int round, Random random) {
    String[] faults = {"crash", "crash", "io_error", "disk_full", "slow"};
    String[] operations = {
      "write", "force", "create", "rename", "force_directory", "delete", "any"
    };
    boolean works = round % 2 == 0;
    String fault = works ? "none" : faults[random.nextInt(faults.length)];
    String operation = operations[random.nextInt(operations.length)];
    int most = operation.equals("write") || operation.equals("force") ? 400 : 6;
    int holds = fault.equals("crash") ? 1 : 1 + random.nextInt(10);
    return String.join(
        ":",
        fault,
        operation,
        String.valueOf(random.nextInt(most)),
        String.valueOf(holds),
        String.valueOf(random.nextInt(1_000)));
  }

  private static void load(HubProcess hub, List<Oracle> oracles, Random random, String about)
      throws Exception {
    AtomicInteger acks = new AtomicInteger();
    List<Thread> senders = new ArrayList<>();
    try {
      for (Oracle oracle : oracles) {
        oracle.check(hub, about);
      }
      for (Oracle oracle : oracles) {
        senders.add(sender(hub, oracle, acks));
      }
    } catch (IOException e) {
      // It died before.
      assertThat(about).doesNotContain(", none");
    }
    int enough = random.nextInt(600);
    Await.until("acks, " + about, SOON, () -> acks.get() >= enough || !hub.isAlive());
    if (random.nextInt(4) == 0 && hub.isAlive() && about.contains(", none")) {
      assertThat(hub.stop()).isZero();
    } else {
      hub.kill();
    }
    for (Thread sender : senders) {
      sender.join();
    }
    if (about.contains(", none")) {
      assertThat(complaints(hub)).as(about).isEmpty();
    }
  }

  /** But for what the round before has torn, which is owed again by the journal. */
  private static List<String> complaints(HubProcess hub) {
    return hub.log()
        .lines()
        .filter(line -> line.contains("Exception") || line.contains("ERROR"))
        .filter(line -> !line.contains("were not written whole"))
        .toList();
  }
}

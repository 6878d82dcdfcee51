package io.tocsin.notify.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of {@link ShortWay}. */
final class ShortWayTest {

  private final List<Runnable> elsewhere = new ArrayList<>();
  private final List<Thread> ran = new ArrayList<>();

  private void task() {
    ran.add(Thread.currentThread());
  }

  @ParameterizedTest(name = "{0} has to be looked up: {1}")
  @CsvSource({
    "http://127.0.0.1:8080/x, false",
    "https://10.20.30.40/, false",
    "http://[::1]:80/, false",
    "http://[fe80::1]/, false",
    "http://localhost/, true",
    "https://hooks.example.com/a, true",
    "https://1.2.3.4.example/, true",
    "https://a1/, true"
  })
  void keepsLookUpsOffTheCallersThread(URI address, boolean looksUp) {
    ShortWay way = new ShortWay(address, elsewhere::add);
    way.calledHere();

    way.execute(this::task);

    assertThat(elsewhere).hasSize(looksUp ? 1 : 0);
    assertThat(ran).hasSize(looksUp ? 0 : 1);
  }

  @Test
  void runsWhatComesUpOnTheClientsThreadThere() throws Exception {
    ShortWay way = new ShortWay(URI.create("http://localhost/"), elsewhere::add);
    way.calledHere();
    Thread client = new Thread(() -> way.execute(this::task));

    client.start();
    client.join();

    assertThat(elsewhere).isEmpty();
    assertThat(ran).containsExactly(client);
  }
}

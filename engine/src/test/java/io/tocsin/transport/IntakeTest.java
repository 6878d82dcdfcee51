package io.tocsin.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.event.Event;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntakeTest {

  private final ListenerStats stats = new ListenerStats("tcp", new Telemetry(), new SystemTime());
  private final List<String> told = new ArrayList<>();

  private final class Telling implements Ingress {
    @Override
    public long arrive() {
      return 0;
    }

    @Override
    public void accept(Event event) {
      if ("17".equals(event.getHost())) {
        throw new IllegalStateException("not this one");
      }
    }

    @Override
    public List<Event> query(String query, int most) {
      return List.of();
    }

    @Override
    public void foresee(List<Event> events) {
      told.add(events.get(0).getHost() + " to " + events.get(events.size() - 1).getHost());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, ''",
    "2, 0 to 1",
    "128, 0 to 127",
    "129, 0 to 127|128 to 128",
    "300, 0 to 127|128 to 255|256 to 299"
  })
  void saysWhichEventsComeNextSoManyAtATime(int number, String foreseen) {
    List<Event> events =
        IntStream.range(0, number).mapToObj(i -> Event.builder().host("" + i).build()).toList();

    String failure = new Intake(new Telling(), stats).accept(events, null);

    assertThat(String.join("|", told)).isEqualTo(foreseen);
    assertThat(failure).isEqualTo(number > 17 ? "not this one" : null);
  }
}

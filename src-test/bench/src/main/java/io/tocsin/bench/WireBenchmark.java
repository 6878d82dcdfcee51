package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.event.Event;
import io.tocsin.wire.EventJson;
import io.tocsin.wire.EventJsonReader;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading and writing messages costs, by the event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {

  private static final int MANY = 100;

  private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
  private final EventJsonReader reader = new EventJsonReader(WireLimits.DEFAULT);
  private final WireMessage hundred;
  private final byte[] hundredBytes;
  private final byte[] oneBytes;
  private final byte[] json;

  public WireBenchmark() {
    try {
      List<Event> events = List.of(new Traffic(1000).next()).subList(0, MANY);
      hundred = WireMessage.ofEvents(events);
      hundredBytes = MessageEncoder.encode(hundred, Integer.MAX_VALUE);
      oneBytes =
          MessageEncoder.encode(WireMessage.ofEvents(events.subList(0, 1)), Integer.MAX_VALUE);
      json = EventJson.write(EventJson.of(events)).getBytes(UTF_8);
    } catch (WireException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public WireMessage decodeHundred() throws WireException {
    return decoder.decode(hundredBytes, 0, hundredBytes.length);
  }

  @Benchmark
  public WireMessage decodeOne() throws WireException {
    return decoder.decode(oneBytes, 0, oneBytes.length);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public byte[] encodeHundred() throws WireException {
    return MessageEncoder.encode(hundred, Integer.MAX_VALUE);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public List<Event> readJson() throws WireException {
    return reader.readAll(json, 0, json.length);
  }

  @Benchmark
  @OperationsPerInvocation(MANY)
  public String writeJson() {
    return EventJson.write(EventJson.of(hundred.events()));
  }
}

package io.tocsin.server.bench.report;

import io.tocsin.server.bench.BenchResult;
import io.tocsin.server.bench.KeyMemory;
import io.tocsin.server.bench.LatencyProfile;
import io.tocsin.server.bench.Round;
import io.tocsin.server.bench.report.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The pictures of a measurement but for the costs of rules. */
final class Plots {

  private static final int WIDTH = 520;
  private static final int HEIGHT = 270;
  private static final int LEFT = 62;
  private static final int RIGHT = 506;
  private static final int TOP = 16;
  private static final int BOTTOM = 226;

  private Plots() {}

  private static Svg open(String label) {
    return new Svg(WIDTH, HEIGHT, label);
  }

  private static void vertical(Svg svg, Axis axis, DoubleFunction<String> label) {
    for (double tick : axis.ticks()) {
      svg.line("grid", LEFT, axis.at(tick), RIGHT, axis.at(tick));
      svg.text("tick", Anchor.END, LEFT - 8, axis.at(tick) + 4, label.apply(tick));
    }
    svg.line("base", LEFT, BOTTOM, RIGHT, BOTTOM);
  }

  private static void below(Svg svg, String what) {
    svg.text("axis", Anchor.MIDDLE, (LEFT + RIGHT) / 2.0, HEIGHT - 6, what);
  }

  /** Events for each second of processor time, round by round. */
  static String rounds(BenchResult result) {
    Svg svg = open("events per CPU-second by round");
    Axis y = Axis.fromZero(result.highest(), BOTTOM, TOP);
    vertical(svg, y, Quantity::count);
    List<Round> rounds = result.rounds();
    double width = (double) (RIGHT - LEFT) / rounds.size();
    for (int i = 0; i < rounds.size(); i++) {
      double value = rounds.get(i).eventsPerCpuSecond();
      double x = LEFT + i * width;
      svg.rectangle(
          "bar",
          x + width * 0.14,
          y.at(value),
          width * 0.72,
          BOTTOM - y.at(value),
          "round " + (i + 1) + ": " + Quantity.count(value) + " events per CPU-second");
      svg.text("tick", Anchor.MIDDLE, x + width / 2, BOTTOM + 17, String.valueOf(i + 1));
    }
    double median = y.at(result.median().eventsPerCpuSecond());
    svg.line("mark", LEFT, median, RIGHT, median);
    below(svg, "round; the dashed line is the median");
    return svg.end();
  }

  /** How many events took how long, both axes logarithmic so that the few slow ones show. */
  static String histogram(LatencyProfile latency) {
    Svg svg = open("events by the time they took");
    List<LatencyProfile.Bar> bars = latency.bars();
    double most = bars.stream().mapToLong(LatencyProfile.Bar::events).max().orElse(1);
    Axis y = new Axis(0.5, Axis.powers(1, most, 0, 1).high(), true, BOTTOM, TOP);
    Axis x = times(latency);
    for (double tick : Axis.powers(1, most, 0, 1).ticks()) {
      svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
      svg.text("tick", Anchor.END, LEFT - 8, y.at(tick) + 4, Quantity.count(tick));
    }
    for (LatencyProfile.Bar bar : bars) {
      if (bar.events() > 0) {
        double from = x.at(Math.max(1, bar.aboveNanos()));
        svg.rectangle(
            "bar",
            from + 0.75,
            y.at(bar.events()),
            Math.max(1, x.at(bar.upToNanos()) - from - 1.5),
            BOTTOM - y.at(bar.events()),
            Quantity.nanos(bar.aboveNanos())
                + " to "
                + Quantity.nanos(bar.upToNanos())
                + ": "
                + Quantity.count(bar.events())
                + " events");
      }
    }
    svg.line("base", LEFT, BOTTOM, RIGHT, BOTTOM);
    ticksBelow(svg, x);
    below(svg, "time that an event took; upwards: events, logarithmic");
    return svg.end();
  }

  private static Axis times(LatencyProfile latency) {
    List<LatencyProfile.Bar> bars = latency.bars();
    double low = bars.isEmpty() ? 10 : Math.max(10, bars.get(0).aboveNanos());
    double high = bars.isEmpty() ? 100 : bars.get(bars.size() - 1).upToNanos();
    return Axis.powers(low, high, LEFT, RIGHT - 10);
  }

  private static void ticksBelow(Svg svg, Axis x) {
    for (double tick : x.ticks()) {
      svg.line("base", x.at(tick), BOTTOM, x.at(tick), BOTTOM + 4);
      svg.text("tick", Anchor.MIDDLE, x.at(tick), BOTTOM + 18, Quantity.nanos(tick));
    }
  }

  /** What share of the events takes no longer than how long. */
  static String percentiles(LatencyProfile latency) {
    Svg svg = open("latency by percentile");
    List<LatencyProfile.Point> points = latency.points();
    double lowest = Math.max(1, points.get(0).nanos());
    Axis y = Axis.powers(lowest, Math.max(lowest, (double) latency.nanosAt(100)), BOTTOM, TOP);
    vertical(svg, y, Quantity::nanos);
    double width = (double) (RIGHT - LEFT) / points.size();
    List<double[]> way = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      way.add(new double[] {LEFT + (i + 0.5) * width, y.at(Math.max(1, points.get(i).nanos()))});
    }
    svg.path("curve", way);
    for (int i = 0; i < points.size(); i++) {
      String label = BenchJson.label(points.get(i).percentile());
      String value = Quantity.nanos(points.get(i).nanos());
      svg.point("dot", way.get(i)[0], way.get(i)[1], label + ": " + value);
      svg.text("value", Anchor.MIDDLE, way.get(i)[0], way.get(i)[1] - 9, value);
      svg.text("tick", Anchor.MIDDLE, way.get(i)[0], BOTTOM + 17, label);
    }
    below(svg, "percentile of the events");
    return svg.end();
  }

  /** What keys add to the heap of the rules without any, by their number. */
  static String memory(KeyMemory memory) {
    Svg svg = open("heap that keys take");
    List<KeyMemory.Point> points = memory.points();
    KeyMemory.Point none = points.get(0);
    KeyMemory.Point last = points.get(points.size() - 1);
    double highest = points.stream().mapToLong(KeyMemory.Point::heapBytes).max().orElse(1);
    Axis y = Axis.fromZero(highest - none.heapBytes(), BOTTOM, TOP);
    Axis x = new Axis(0, last.keys(), false, LEFT + 24, RIGHT - 34);
    vertical(svg, y, Quantity::bytes);
    List<double[]> way = new ArrayList<>();
    points.forEach(
        p -> way.add(new double[] {x.at(p.keys()), y.at(p.heapBytes() - none.heapBytes())}));
    svg.path("curve", way);
    for (int i = 0; i < points.size(); i++) {
      KeyMemory.Point point = points.get(i);
      String value = Quantity.bytes(point.heapBytes() - none.heapBytes());
      svg.point("dot", way.get(i)[0], way.get(i)[1], point.keys() + " keys: " + value);
      svg.text("value", Anchor.MIDDLE, way.get(i)[0], way.get(i)[1] - 9, value);
      svg.text("tick", Anchor.MIDDLE, way.get(i)[0], BOTTOM + 17, Quantity.count(point.keys()));
    }
    below(svg, "pairs of host and service");
    return svg.end();
  }
}

package io.tocsin.stream.rate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** How a sketch is written: its buckets by their numbers. */
final class StoredSketch {

  private StoredSketch() {}

  static void save(DDSketch sketch, StateWriter out) {
    Store above = sketch.getPositiveValueStore();
    Store below = sketch.getNegativeValueStore();
    out.writeDouble(sketch.getCount() - above.getTotalCount() - below.getTotalCount());
    save(above, out);
    save(below, out);
  }

  private static void save(Store store, StateWriter out) {
    List<Bin> bins = new ArrayList<>();
    for (Iterator<Bin> all = store.getAscendingIterator(); all.hasNext(); ) {
      bins.add(all.next());
    }
    out.writeLong(bins.size());
    for (Bin bin : bins) {
      out.writeLong(bin.getIndex());
      out.writeDouble(bin.getCount());
    }
  }

  /** Puts what was written of a sketch of the same mapping into one that is empty. */
  static void load(DDSketch sketch, StateReader in) {
    double zeros = in.readDouble();
    if (zeros > 0) {
      sketch.accept(0, zeros);
    }
    load(sketch.getPositiveValueStore(), in);
    load(sketch.getNegativeValueStore(), in);
  }

  private static void load(Store store, StateReader in) {
    for (int left = in.readCount(PercentileEstimatesSpec.BUCKETS); left > 0; left--) {
      int index = (int) in.readLong();
      store.add(index, in.readDouble());
    }
  }
}

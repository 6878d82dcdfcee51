package io.tocsin.stream.rate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.tocsin.state.StateException;
import io.tocsin.state.StateReader;
import io.tocsin.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** How a sketch is written: its buckets by their numbers. */
final class StoredSketch {

  /** Counts up to here are exact. */
  private static final double MOST = 0x1p53;

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
    if (zeros != 0) {
      sketch.accept(0, count(zeros));
    }
    IndexMapping mapping = sketch.getIndexMapping();
    load(sketch.getPositiveValueStore(), mapping, in);
    load(sketch.getNegativeValueStore(), mapping, in);
  }

  private static void load(Store store, IndexMapping mapping, StateReader in) {
    for (int left = in.readCount(PercentileEstimatesSpec.BUCKETS); left > 0; left--) {
      long index = in.readLong();
      if (index < mapping.index(mapping.minIndexableValue())
          || index > mapping.index(mapping.maxIndexableValue())) {
        throw new StateException("a bucket " + index + ", which there cannot be");
      }
      store.add((int) index, count(in.readDouble()));
    }
  }

  private static double count(double count) {
    if (!(count >= 1 && count <= MOST && count == Math.rint(count))) {
      throw new StateException("no count but " + count);
    }
    return count;
  }
}

package io.tocsin.stream.window;

import io.tocsin.fold.Fold;
import io.tocsin.fold.Folding;
import io.tocsin.fold.Gathering;
import io.tocsin.stream.StageSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a window must keep of its events for those below it. */
final class Content {

  private Content() {}

  /** No events where only folds follow that can be kept up one by one. */
  static Gathering.Kind of(StageSpec window) {
    return Gathering.Kind.of(folds(window));
  }

  /** In the same way, for a window that slides. */
  static Gathering.Kind sliding(StageSpec window) {
    return Gathering.Kind.sliding(folds(window));
  }

  private static List<@Nullable Fold> folds(StageSpec window) {
    List<@Nullable Fold> folds = new ArrayList<>();
    if (!window.branches().isEmpty()) {
      for (StageSpec child : window.branches().get(0)) {
        folds.add(child.operator() instanceof Folding folding ? folding.fold() : null);
      }
    }
    return folds;
  }
}

package io.tocsin.query;

import java.util.ArrayList;
import java.util.List;

/** Sets the moment from which a condition reckons ages. */
final class Ages {

  private Ages() {}

  /** The condition as of a moment; itself when it asks for no age. */
  static Condition at(Condition condition, long nowMicros) {
    if (condition instanceof Condition.Compared compared
        && compared.operand() instanceof Operand.Age) {
      return new Condition.Compared(
          new Operand.Age(nowMicros), compared.wanted(), compared.bound());
    }
    if (condition instanceof Condition.Not not) {
      Condition inner = at(not.inner(), nowMicros);
      return inner == not.inner() ? not : new Condition.Not(inner);
    }
    if (condition instanceof Condition.All all) {
      List<Condition> parts = at(all.parts(), nowMicros);
      return parts == all.parts() ? all : new Condition.All(parts);
    }
    if (condition instanceof Condition.Any any) {
      List<Condition> parts = at(any.parts(), nowMicros);
      return parts == any.parts() ? any : new Condition.Any(parts);
    }
    return condition;
  }

  private static List<Condition> at(List<Condition> parts, long nowMicros) {
    List<Condition> changed = parts;
    for (int i = 0; i < parts.size(); i++) {
      Condition part = at(parts.get(i), nowMicros);
      if (part != parts.get(i)) {
        changed = changed == parts ? new ArrayList<>(parts) : changed;
        changed.set(i, part);
      }
    }
    return changed;
  }
}

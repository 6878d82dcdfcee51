package io.tocsin.query;

/** Finds out what a condition says about the host or the service of everything it is true for. */
final class Pins {

  private Pins() {}

  static Pin of(Condition condition, Operand field) {
    if (condition instanceof Condition.All all) {
      Pin pin = Pin.ANY;
      for (Condition part : all.parts()) {
        pin = pin.narrower(of(part, field));
      }
      return pin;
    }
    if (condition instanceof Condition.TextEqual equal && equal.operand() == field) {
      return Pin.exact(equal.text());
    }
    if (condition instanceof Condition.Absent absent && absent.operand() == field) {
      return Pin.exact(null);
    }
    if (condition instanceof Condition.Like like && like.operand() == field) {
      return Pin.prefix(like.pattern().prefix());
    }
    if (condition instanceof Condition.Find find && find.operand() == field) {
      return Pin.prefix(find.search().prefix());
    }
    return Pin.ANY;
  }
}

package io.tocsin.bench.gate;

/** What the rounds of two commits say. */
enum Verdict {
  /** Better by more than the spread of the rounds. */
  BETTER(""),
  /** Within the limit. */
  SAME(""),
  /** Beyond the limit, but by no more than the spread of the rounds: which is no difference. */
  UNCLEAR("within the spread"),
  /** Beyond the limit and the spread. */
  WORSE("WORSE");

  private final String remark;

  Verdict(String remark) {
    this.remark = remark;
  }

  /** What the table says of it; empty for nothing. */
  String remark() {
    return remark;
  }
}

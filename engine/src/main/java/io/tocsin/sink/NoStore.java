package io.tocsin.sink;

/** Keeps nothing: an outbox with it is one in memory. */
final class NoStore implements OutboxStore {

  @Override
  public Contents contents() {
    return Contents.EMPTY;
  }

  @Override
  public void taken(Kept message) {}

  @Override
  public void passed(MessageId id) {}

  @Override
  public void settled(long place) {}

  @Override
  public void dead(DeadLetter letter) {}

  @Override
  public long lastTaken() {
    return 0;
  }

  @Override
  public long firstUnwritten() {
    return Long.MAX_VALUE;
  }

  @Override
  public int unwritten() {
    return 0;
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public String trouble() {
    return "";
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public int close() {
    return 0;
  }

  @Override
  public void delete() {}
}

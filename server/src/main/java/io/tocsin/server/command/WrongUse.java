package io.tocsin.server.command;

/** Something on the command line that makes no sense; ends with exit code 2. */
final class WrongUse extends RuntimeException {

  private static final long serialVersionUID = 1;

  WrongUse(String message) {
    super(message);
  }
}

package io.tocsin.disk;

import java.io.IOException;

/** There is no room for what was to be written. */
public final class DiskFullException extends IOException {

  private static final long serialVersionUID = 1;

  public DiskFullException(String message) {
    super(message);
  }

  public DiskFullException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}

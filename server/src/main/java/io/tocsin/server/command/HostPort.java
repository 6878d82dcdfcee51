package io.tocsin.server.command;

/** {@code host:port} as written on the command line. */
record HostPort(String host, int port) {

  static HostPort parse(String text, String option) {
    int colon = text.lastIndexOf(':');
    try {
      String host = colon < 0 ? text : text.substring(0, colon);
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port < 65536) {
        return new HostPort(host.replaceAll("^\\[|\\]$", ""), port);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new WrongUse(option + ": '" + text + "' is not HOST:PORT");
  }

  /** As a URL has it: an IPv6 address in brackets. */
  String inUrl() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}

package io.tocsin.transport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends what it is told to, byte by byte, and takes answers apart. */
final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 15_000;

  final Socket socket;
  private final InputStream in;

  /** An answer; header names in lower case. */
  record Reply(int status, Map<String, String> headers, String body) {}

  RawClient(InetSocketAddress address) throws IOException {
    this(address, 0);
  }

  /** A client with a small receive buffer; 0 for the usual one. */
  RawClient(InetSocketAddress address, int receiveBytes) throws IOException {
    socket = new Socket();
    if (receiveBytes > 0) {
      socket.setReceiveBufferSize(receiveBytes);
    }
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends text in Latin 1, so that every byte can be said. */
  RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  RawClient post(String path, String body) throws IOException {
    return post(path, body.getBytes(UTF_8), "");
  }

  /** Posts a body; further headers end in CRLF each. */
  RawClient post(String path, byte[] body, String headers) throws IOException {
    send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length
            + "\r\n"
            + headers
            + "\r\n");
    return send(body);
  }

  Reply reply() throws IOException {
    return reply(false);
  }

  /** The next answer; to HEAD, one without its body. */
  Reply reply(boolean headOnly) throws IOException {
    String[] status = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = headOnly ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("body ended after " + body.length + " of " + length);
    }
    return new Reply(Integer.parseInt(status[1]), headers, new String(body, UTF_8));
  }

  /** The next bytes, so many of them. */
  byte[] bytes(int number) throws IOException {
    byte[] bytes = in.readNBytes(number);
    if (bytes.length < number) {
      throw new EOFException("ended after " + bytes.length + " of " + number);
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("ended after '" + line + "'");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Waits for the other side's end; true when it came and nothing before it. */
  boolean ends() throws IOException {
    try {
      return in.read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.tocsin.transport;

import io.tocsin.event.Event;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireLimits;
import io.tocsin.wire.WireMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;

/** Frames and raw sockets for tests. */
final class Wires {

  private static final int PATIENCE_MILLIS = 10_000;

  private Wires() {}

  static Event event(String service) {
    return Event.builder().service(service).build();
  }

  static byte[] message(WireMessage message) {
    try {
      return MessageEncoder.encode(message, 1 << 30);
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] frame(byte[] message) {
    return ByteBuffer.allocate(4 + message.length).putInt(message.length).put(message).array();
  }

  static byte[] frame(String... services) {
    List<Event> events = List.of(services).stream().map(Wires::event).toList();
    return frame(message(WireMessage.ofEvents(events)));
  }

  static byte[] queryFrame(String query) {
    return frame(message(WireMessage.ofQuery(query)));
  }

  /** A plain socket that does not wait forever. */
  static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  static WireMessage answer(Socket socket) throws IOException {
    return answer(new DataInputStream(socket.getInputStream()));
  }

  static WireMessage answer(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    try {
      return new MessageDecoder(WireLimits.DEFAULT).decode(bytes, 0, bytes.length);
    } catch (WireException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the other side's end; true when it came and nothing before it. */
  static boolean ends(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketException reset) {
      return true;
    }
  }

  static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

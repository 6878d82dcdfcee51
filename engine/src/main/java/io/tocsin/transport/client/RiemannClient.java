package io.tocsin.transport.client;

import io.tocsin.event.Event;
import io.tocsin.transport.TlsContexts;
import io.tocsin.wire.MessageDecoder;
import io.tocsin.wire.MessageEncoder;
import io.tocsin.wire.WireException;
import io.tocsin.wire.WireMessage;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server of Riemann's protocol that waits for each answer. For one thread at a
 * time; methods wait for their turn.
 *
 * <p>After an error of the connection, or a timeout, answers could no longer be told apart: the
 * client is closed then, and a new one must be made. An error the server answers leaves it open.
 */
public final class RiemannClient implements Closeable {

  private static final int HEADER = 4;

  private final ClientSettings settings;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final MessageDecoder decoder;

  private RiemannClient(ClientSettings settings, Socket socket) throws IOException {
    this.settings = settings;
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 << 10));
    this.out = socket.getOutputStream();
    this.decoder = new MessageDecoder(settings.wire());
  }

  /**
   * Calls a server.
   *
   * @throws IOException if it does not answer in time, or TLS does not come about; names the
   *     address
   */
  public static RiemannClient connect(ClientSettings settings) throws IOException {
    Socket socket = null;
    try {
      int millis = (int) settings.timeout().toMillis();
      // A channel's socket: an interrupt ends what it waits for.
      socket = SocketChannel.open().socket();
      socket.connect(new InetSocketAddress(settings.host(), settings.port()), millis);
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      if (settings.tls() != null) {
        socket = tls(settings, settings.tls(), socket);
      }
      return new RiemannClient(settings, socket);
    } catch (IOException e) {
      if (socket != null) {
        socket.close();
      }
      throw new IOException(
          "cannot connect to " + settings.host() + ":" + settings.port() + ": " + unreached(e), e);
    }
  }

  /** Why there is no connection; some of these have no text of their own. */
  private static String unreached(IOException e) {
    if (e instanceof UnknownHostException) {
      return "no such host";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Socket tls(ClientSettings settings, ClientTls tls, Socket plain)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            TlsContexts.client(tls.trusted(), tls.certificate(), tls.key())
                .getSocketFactory()
                .createSocket(plain, settings.host(), settings.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /**
   * Sends events in one message and waits until the server says that it has them.
   *
   * @throws IOException if they are too large for one message, the connection fails, or the server
   *     answers an error; says which
   */
  public void send(List<Event> events) throws IOException {
    exchange(WireMessage.ofEvents(events));
  }

  /**
   * The events of the server's index that a query matches.
   *
   * @throws IOException as {@link #send}; a query the server cannot read is an error it answers
   */
  public List<Event> query(String query) throws IOException {
    return exchange(WireMessage.ofQuery(query)).events();
  }

  /**
   * Sends any message and waits for its answer.
   *
   * @throws RefusedException if the answer is not ok, or the message is too large
   * @throws IOException if the answer does not come
   */
  public synchronized WireMessage exchange(WireMessage request) throws IOException {
    byte[] bytes;
    try {
      bytes = MessageEncoder.encode(request, settings.wire().maxFrameBytes());
    } catch (WireException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), false);
    }
    WireMessage answer;
    try {
      out.write(ByteBuffer.allocate(HEADER + bytes.length).putInt(bytes.length).put(bytes).array());
      out.flush();
      answer = read();
    } catch (IOException e) {
      close();
      throw new IOException(server() + ": " + reason(e), e);
    }
    if (Boolean.FALSE.equals(answer.ok()) || answer.error() != null) {
      String error = answer.error();
      throw new RefusedException(
          server() + " answers: " + (error == null ? "not ok" : error), true);
    }
    return answer;
  }

  private WireMessage read() throws IOException {
    long length = Integer.toUnsignedLong(in.readInt());
    if (length > settings.wire().maxFrameBytes()) {
      throw new IOException("the answer of " + length + " bytes is too large");
    }
    // Grows with what arrives, whatever the length says.
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    try {
      return decoder.decode(bytes, 0, bytes.length);
    } catch (WireException e) {
      throw new IOException("the answer cannot be read: " + e.getMessage(), e);
    }
  }

  private @Nullable String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer within " + settings.timeout();
    }
    if (e instanceof ClosedChannelException) {
      return "the connection is closed";
    }
    return e instanceof EOFException ? "the server closed the connection" : e.getMessage();
  }

  private String server() {
    return settings.host() + ":" + settings.port();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

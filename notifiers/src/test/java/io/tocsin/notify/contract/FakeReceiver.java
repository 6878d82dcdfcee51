package io.tocsin.notify.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver that misbehaves, on a port of its own. */
public final class FakeReceiver implements AutoCloseable {

  /** What it does with a connection; it is closed after. */
  public interface Conduct {
    void with(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread accepting;

  private FakeReceiver(int port, Conduct conduct) {
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      // Small, so that a receiver that does not read is noticed early.
      server.setReceiveBufferSize(8 * 1024);
      server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting =
        start(
            () -> {
              while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                start(
                    () -> {
                      try (socket) {
                        conduct.with(socket);
                      }
                    });
              }
            });
  }

  private interface Task {
    void run() throws IOException;
  }

  private static Thread start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The other side, or the end of the test, closed it.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  public static FakeReceiver that(Conduct conduct) {
    return new FakeReceiver(0, conduct);
  }

  /** On a port that was used before. */
  public static FakeReceiver at(int port, Conduct conduct) {
    return new FakeReceiver(port, conduct);
  }

  /** Accepts and then neither reads nor writes. */
  public static FakeReceiver silent() {
    return that(
        socket -> {
          try {
            Thread.currentThread().join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Says something, reads what it is sent until it is quiet, and closes. */
  public static FakeReceiver saying(String text) {
    return that(
        socket -> {
          socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
          socket.getOutputStream().flush();
          socket.setSoTimeout(100);
          drain(socket.getInputStream());
        });
  }

  /** Says something, then one character at a time for ever. */
  public static FakeReceiver dripping(String text) {
    return that(
        socket -> {
          socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
          socket.setSoTimeout(20);
          while (true) {
            drain(socket.getInputStream());
            socket.getOutputStream().write('x');
            socket.getOutputStream().flush();
          }
        });
  }

  /** A port that nobody listens at. */
  public static int deadPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    try {
      int read;
      do {
        read = in.read(buffer);
      } while (read >= 0);
    } catch (java.net.SocketTimeoutException e) {
      // Quiet for long enough.
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      server.close();
      // A connection may still slip in until the accepting thread has noticed.
      accepting.join();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

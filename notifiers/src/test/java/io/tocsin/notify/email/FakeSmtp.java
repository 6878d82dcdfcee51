package io.tocsin.notify.email;

import io.tocsin.notify.contract.FakeReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that refuses what it is told to refuse. */
final class FakeSmtp implements AutoCloseable {

  final List<String> commands = new CopyOnWriteArrayList<>();
  final List<String> mails = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private volatile @Nullable SSLContext tls;
  private final FakeReceiver receiver = FakeReceiver.that(this::converse);

  /** Answers commands that begin so with that; an empty answer ends the connection. */
  FakeSmtp answer(String beginning, String answer) {
    answers.put(beginning, answer);
    return this;
  }

  int port() {
    return receiver.port();
  }

  /** Offers STARTTLS with that certificate. */
  FakeSmtp encrypting(SSLContext context) {
    tls = context;
    answer("STARTTLS", "220 go on");
    return answer("EHLO", "250-fake\r\n250-STARTTLS\r\n250 AUTH PLAIN");
  }

  private void converse(Socket plain) throws IOException {
    Socket socket = plain;
    say(socket, "220 fake");
    BufferedReader in = reader(socket);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String answer = answerTo(line);
      if (answer.isEmpty()) {
        return;
      }
      say(socket, answer);
      if (line.equals("STARTTLS") && tls != null) {
        socket = encrypted(plain);
        in = reader(socket);
      } else if (answer.startsWith("354")) {
        mails.add(readMail(in));
        String taken = answers.getOrDefault(".", "250 ok");
        if (taken.isEmpty()) {
          return;
        }
        say(socket, taken);
      }
    }
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "client", plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    commands.add("(encrypted)");
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  private String answerTo(String command) {
    for (Map.Entry<String, String> entry : answers.entrySet()) {
      if (command.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    return command.startsWith("DATA")
        ? "354 go on"
        : command.startsWith("AUTH") ? "235 ok" : "250 ok";
  }

  private static String readMail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(Socket socket, String answer) throws IOException {
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    receiver.close();
  }
}

package io.tocsin.notify.email;

import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to a mail server, for one attempt. It owns the socket under the mail library, so
 * that another thread can break it off: the library's time limits are for single answers.
 */
final class SmtpDialogue implements AutoCloseable {

  private final SmtpServer server;
  private final int timeoutMillis;
  private final SSLSocketFactory tlsSockets;
  private final Session session;
  private volatile Socket socket = new Socket();
  private boolean closed;

  SmtpDialogue(SmtpServer server, String sender, Duration timeout) throws IOException {
    this.server = server;
    this.timeoutMillis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
    this.tlsSockets = TrustedCertificates.sockets(server.ca());
    this.session = Session.getInstance(properties(sender), login());
  }

  Session session() {
    return session;
  }

  private Properties properties(String sender) {
    boolean unchecked = server.tls() == Tls.OPTIONAL && server.ca() == null;
    boolean starttls = server.tls() == Tls.OPTIONAL || server.tls() == Tls.REQUIRED;
    Properties properties = new Properties();
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", Integer.toString(server.port()));
    properties.put("mail.smtp.from", sender);
    properties.put("mail.smtp.timeout", Integer.toString(timeoutMillis));
    properties.put("mail.smtp.connectiontimeout", Integer.toString(timeoutMillis));
    properties.put("mail.smtp.sendpartial", "true");
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.put("mail.smtp.starttls.required", Boolean.toString(server.tls() == Tls.REQUIRED));
    properties.put("mail.smtp.ssl.checkserveridentity", Boolean.toString(!unchecked));
    if (unchecked) {
      properties.put("mail.smtp.ssl.trust", "*");
    } else {
      properties.put("mail.smtp.ssl.socketFactory", tlsSockets);
    }
    if (server.username() != null) {
      properties.put("mail.smtp.auth", "true");
      properties.put("mail.smtp.user", server.username());
    }
    return properties;
  }

  private Authenticator login() {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        String password = server.password() == null ? "" : server.password().reveal();
        return new PasswordAuthentication(server.username(), password);
      }
    };
  }

  /** Connects, greets, encrypts and logs in as far as asked for, and hands over the mail. */
  void send(MimeMessage mail, Address[] recipients) throws IOException, MessagingException {
    send((SMTPTransport) session.getTransport("smtp"), mail, recipients);
  }

  void send(SMTPTransport transport, MimeMessage mail, Address[] recipients)
      throws IOException, MessagingException {
    try {
      transport.connect(connected());
      transport.sendMessage(mail, recipients);
    } finally {
      bidFarewell(transport);
    }
  }

  /** What happens now changes nothing: the mail was taken, or was not. */
  private static void bidFarewell(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException | RuntimeException e) {
      // A server that is gone needs no farewell.
    }
  }

  /** Connects to the first address that answers; all together have the attempt's time. */
  void connectToAny(InetAddress[] addresses) throws IOException {
    int millisEach = Math.max(1, timeoutMillis / addresses.length);
    IOException first = null;
    for (InetAddress address : addresses) {
      // The library checks a certificate against the name that the socket's address goes by. It is
      // the configured one, never one that a name server makes up for the number.
      InetAddress named = InetAddress.getByAddress(server.host(), address.getAddress());
      try {
        connect(new InetSocketAddress(named, server.port()), millisEach);
        return;
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new UnknownHostException(server.host()) : first;
  }

  /** A socket that failed to connect cannot be used again; the next one takes its place. */
  private void connect(InetSocketAddress address, int millis) throws IOException {
    Socket next = new Socket();
    synchronized (this) {
      if (closed) {
        throw new SocketException("closed");
      }
      socket.close();
      socket = next;
    }
    next.connect(address, millis);
  }

  private Socket connected() throws IOException {
    connectToAny(InetAddress.getAllByName(server.host()));
    socket.setSoTimeout(timeoutMillis);
    if (server.tls() != Tls.IMPLICIT) {
      return socket;
    }
    SSLSocket encrypted =
        (SSLSocket) tlsSockets.createSocket(socket, server.host(), server.port(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }

  /** Ends the connection, also under a call to {@link #send} in another thread. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is let go of either way.
    }
  }
}

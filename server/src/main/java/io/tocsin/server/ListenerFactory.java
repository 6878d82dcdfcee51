package io.tocsin.server;

import io.tocsin.dsl.ServerSettings.Listener;
import io.tocsin.dsl.ServerSettings.Tls;
import io.tocsin.dsl.ServerSettings.Web;
import io.tocsin.source.ChannelSource;
import io.tocsin.source.Ingress;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import io.tocsin.transport.CarbonListener;
import io.tocsin.transport.CarbonSettings;
import io.tocsin.transport.ConnectionLimits;
import io.tocsin.transport.LaneLoop;
import io.tocsin.transport.TcpListener;
import io.tocsin.transport.TcpSettings;
import io.tocsin.transport.TlsSettings;
import io.tocsin.transport.UdpListener;
import io.tocsin.transport.UdpSettings;
import io.tocsin.transport.http.HttpAccess;
import io.tocsin.transport.http.HttpAccess.Role;
import io.tocsin.transport.http.HttpListener;
import io.tocsin.transport.http.HttpSettings;
import io.tocsin.transport.http.HubAccess;
import io.tocsin.transport.http.Token;
import io.tocsin.transport.live.LiveSettings;
import io.tocsin.wire.WireLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens the listener that settings of a rule file ask for. */
final class ListenerFactory {

  private final LaneLoop loop;
  private final Ingress ingress;
  private final ChannelSource channels;
  private final Telemetry telemetry;
  private final TimeSource time;
  private @Nullable HubControl control;

  ListenerFactory(
      LaneLoop loop,
      Ingress ingress,
      ChannelSource channels,
      Telemetry telemetry,
      TimeSource time) {
    this.loop = loop;
    this.ingress = ingress;
    this.channels = channels;
    this.telemetry = telemetry;
    this.time = time;
  }

  void control(HubControl hubControl) {
    control = hubControl;
  }

  Listeners.Open open(Listener l) throws IOException {
    String name = l.kind().name().toLowerCase(Locale.ROOT);
    switch (l.kind()) {
      case TCP -> {
        TcpSettings settings =
            new TcpSettings(
                l.tls() == null ? name : "tls",
                l.host(),
                l.port(),
                limits(l),
                connections(l),
                tls(l.tls()),
                l.durable());
        TcpListener listener = new TcpListener(settings, loop, ingress, telemetry);
        listener.start();
        return new Listeners.Open(l, listener, listener.address());
      }
      case UDP -> {
        UdpSettings usual = UdpSettings.onPort(l.port());
        UdpListener listener =
            new UdpListener(
                new UdpSettings(name, l.host(), l.port(), usual.wire(), usual.receiveBufferBytes()),
                loop,
                ingress,
                telemetry);
        listener.start();
        return new Listeners.Open(l, listener, listener.address());
      }
      case GRAPHITE -> {
        CarbonListener listener =
            new CarbonListener(
                new CarbonSettings(name, l.host(), l.port(), true, true, connections(l)),
                loop,
                ingress,
                telemetry);
        listener.start();
        return new Listeners.Open(l, listener, listener.address());
      }
      case HTTP -> {
        return http(l, name);
      }
    }
    throw new IllegalStateException("no listener of kind " + l.kind());
  }

  private Listeners.Open http(Listener l, String name) throws IOException {
    HttpSettings usual = HttpSettings.onPort(l.port());
    HttpSettings settings =
        new HttpSettings(
            name,
            l.host(),
            l.port(),
            usual.maxBodyBytes(),
            new ConnectionLimits(
                l.maxConnections(),
                l.idleTimeout(),
                usual.connections().frameTimeout(),
                usual.connections().writeTimeout()),
            tls(l.tls()),
            access(l.web()),
            live(l.web()));
    HubControl hub =
        Objects.requireNonNull(control, "the hub's control comes before its listeners");
    HubAccess access = new HubAccess(loop, ingress, channels, hub, hub, hub);
    HttpListener listener = new HttpListener(settings, access, telemetry, time);
    listener.start();
    return new Listeners.Open(l, listener, listener.address());
  }

  private static HttpAccess access(@Nullable Web web) {
    if (web == null) {
      return HttpAccess.EVERYONE;
    }
    List<Token> tokens = new ArrayList<>();
    web.readTokens().forEach(secret -> tokens.add(Token.of(Role.READ, secret.reveal())));
    web.writeTokens().forEach(secret -> tokens.add(Token.of(Role.WRITE, secret.reveal())));
    return new HttpAccess(tokens, web.origins());
  }

  private static LiveSettings live(@Nullable Web web) {
    return web == null
        ? LiveSettings.DEFAULT
        : LiveSettings.DEFAULT
            .withQueueBytes(web.subscriberQueue())
            .withMaxSubscriptions(web.maxSubscribers());
  }

  private static WireLimits limits(Listener l) {
    return WireLimits.DEFAULT.withMaxFrameBytes((int) Math.min(Integer.MAX_VALUE, l.maxFrame()));
  }

  private static ConnectionLimits connections(Listener l) {
    ConnectionLimits usual = ConnectionLimits.DEFAULT;
    return new ConnectionLimits(
        l.maxConnections(), l.idleTimeout(), usual.frameTimeout(), usual.writeTimeout());
  }

  private static @Nullable TlsSettings tls(@Nullable Tls tls) {
    if (tls == null) {
      return null;
    }
    Path ca = tls.clientCa() == null ? null : Path.of(tls.clientCa());
    return new TlsSettings(Path.of(tls.cert()), Path.of(tls.key()), ca, tls.protocols());
  }
}

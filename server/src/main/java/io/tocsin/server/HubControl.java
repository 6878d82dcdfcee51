package io.tocsin.server;

import io.tocsin.transport.http.HubStatus;
import io.tocsin.transport.http.OutboxDesk;
import io.tocsin.transport.http.Reloader;

/** What can be asked of a running hub from outside. Thread-safe. */
public interface HubControl extends HubStatus, Reloader, OutboxDesk {}

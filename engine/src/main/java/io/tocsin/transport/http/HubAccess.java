package io.tocsin.transport.http;

import io.tocsin.source.ChannelSource;
import io.tocsin.source.Ingress;
import io.tocsin.source.LaneThread;

/**
 * The hub as the HTTP listener sees it. Immutable.
 *
 * @param lane the way to the lane's thread
 * @param ingress used on the lane's thread only
 * @param channels used on the lane's thread only
 */
public record HubAccess(
    LaneThread lane,
    Ingress ingress,
    ChannelSource channels,
    HubStatus status,
    Reloader reloader,
    OutboxDesk outboxes) {}

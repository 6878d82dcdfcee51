package io.tocsin.transport.live;

import io.tocsin.query.Query;

/**
 * What a client wants to see. Immutable.
 *
 * @param channel whose events, as {@link io.tocsin.source.ChannelSource} has them
 * @param query which of them
 * @param now first those that the index has at present
 * @param later then those that come
 */
public record View(String channel, Query query, boolean now, boolean later) {}

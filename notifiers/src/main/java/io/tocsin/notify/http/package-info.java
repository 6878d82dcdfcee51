/**
 * One HTTP request as one attempt: the exchange, its time limit, and what an answer means for the
 * message.
 *
 * <p>The address is a secret throughout: it is in no message, no exception and no {@code toString}.
 *
 * <p>May use: sink, time. Used by: the notifiers that speak HTTP.
 */
@NullMarked
package io.tocsin.notify.http;

import org.jspecify.annotations.NullMarked;

/**
 * Messages to any HTTP receiver: JSON, or a body of the user's own, signed if wanted.
 *
 * <p>May use: event, sink, notify.text, notify.http. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.webhook;

import org.jspecify.annotations.NullMarked;

/**
 * Messages as mail by SMTP. The only package that knows Jakarta Mail.
 *
 * <p>May use: event, sink, time, notify.text, Jakarta Mail. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.email;

import org.jspecify.annotations.NullMarked;

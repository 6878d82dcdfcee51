/**
 * Messages to a Slack channel by an incoming webhook.
 *
 * <p>May use: event, sink, notify.text, notify.http. Used by: dsl.
 */
@NullMarked
package io.tocsin.notify.slack;

import org.jspecify.annotations.NullMarked;

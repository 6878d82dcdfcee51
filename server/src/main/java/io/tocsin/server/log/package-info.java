/**
 * How the program's log is set up.
 *
 * <p>May use: logback. Used by: logback, which finds {@link io.tocsin.server.log.LogSetup} as a
 * service.
 */
@NullMarked
package io.tocsin.server.log;

import org.jspecify.annotations.NullMarked;

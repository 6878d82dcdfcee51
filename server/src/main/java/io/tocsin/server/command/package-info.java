/** The command line, one class a command. */
@NullMarked
package io.tocsin.server.command;

import org.jspecify.annotations.NullMarked;

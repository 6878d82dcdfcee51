/**
 * A hub that is killed again and again, and an oracle that knows what must be true of it
 * afterwards.
 */
@org.jspecify.annotations.NullMarked
package io.tocsin.crash;

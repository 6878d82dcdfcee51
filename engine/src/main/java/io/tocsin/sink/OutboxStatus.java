package io.tocsin.sink;

/**
 * An outbox as {@code status} shows it. Numbers are of messages since it was opened.
 *
 * @param name of the output
 * @param kind of the output
 * @param waiting not yet settled, including the ones on their way
 * @param delivered the receiver has them
 * @param retried failed attempts, times the messages in them
 * @param lost for whatever reason
 * @param failing whether the last attempt failed
 * @param lastError why the last failed attempt failed; empty when none did
 */
public record OutboxStatus(
    String name,
    String kind,
    int waiting,
    long delivered,
    long retried,
    long lost,
    boolean failing,
    String lastError) {}

package io.tocsin.sink;

/**
 * An outbox as {@code status} shows it. Numbers are of messages since it was opened.
 *
 * @param name of the output
 * @param kind of the output
 * @param waiting not yet settled, including the ones on their way
 * @param bytes of memory that these take, about
 * @param oldestMicros how long the first of them has waited; 0 when none does
 * @param dead letters that are kept for people to decide
 * @param delivered the receiver has them
 * @param retried failed attempts, times the messages in them
 * @param lost for whatever reason
 * @param failing whether the last attempt failed
 * @param lastError why the last failed attempt failed; empty when none did
 * @param storedBytes on disk; 0 when nothing is kept there
 * @param storeTrouble why nothing can be written to disk now; empty when it can, or need not be
 */
public record OutboxStatus(
    String name,
    String kind,
    int waiting,
    long bytes,
    long oldestMicros,
    int dead,
    long delivered,
    long retried,
    long lost,
    boolean failing,
    String lastError,
    long storedBytes,
    String storeTrouble) {}

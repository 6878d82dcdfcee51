package io.tocsin.sink.store;

import io.tocsin.sink.OutboxKey;
import io.tocsin.sink.OutboxStore.Contents;
import org.jspecify.annotations.Nullable;

/**
 * What segments have.
 *
 * @param key whose they are; null when none says
 */
record StoredState(@Nullable OutboxKey key, Contents contents) {}

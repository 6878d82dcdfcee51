package io.tocsin.sink;

import io.tocsin.telemetry.QuietLog;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;

/**
 * What outboxes of one hub have in common.
 *
 * @param watch for what must not be waited for
 * @param chance from 0, inclusive, to 1, exclusive
 */
record OutboxShared(
    TimeSource time,
    Telemetry telemetry,
    QuietLog log,
    ScheduledExecutorService watch,
    DoubleSupplier chance) {}

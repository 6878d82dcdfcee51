package io.tocsin.journal;

import io.tocsin.disk.Disk;
import io.tocsin.telemetry.Telemetry;
import io.tocsin.time.TimeSource;

/** What a journal has from the program it is in. */
public record JournalHost(Disk disk, TimeSource time, Telemetry telemetry) {}

package io.tocsin.server.bench;

/**
 * What a part of the rules costs.
 *
 * @param share of the time that events and timers take, from 0 to 1
 * @param margin the share is as far off in one case of twenty, by chance alone
 * @param nanosPerEvent its share of the processor time of an event, of all events
 * @param takenPerEvent items it was given for each event, those of timers and expired ones too
 * @param sentPerEvent messages it gave to outputs for each event
 */
public record RuleCost(
    RuleUnit unit,
    double share,
    double margin,
    double nanosPerEvent,
    double takenPerEvent,
    double sentPerEvent) {}

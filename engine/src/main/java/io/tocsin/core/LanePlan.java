package io.tocsin.core;

import io.tocsin.stream.TopologyPlan;
import io.tocsin.stream.partition.RuleSplit.Part;

/**
 * Rules for a lane, as far as they can be made without it; see {@link Lane#plan}.
 *
 * @param part what the lane is to run
 */
public record LanePlan(Part part, TopologyPlan topology) {}

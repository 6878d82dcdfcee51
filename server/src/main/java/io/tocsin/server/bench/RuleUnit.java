package io.tocsin.server.bench;

import io.tocsin.stream.Place;

/**
 * A part of the rules whose cost is told by itself: a named rule, or a stage with all below it.
 *
 * @param name the rule's; empty outside of any
 * @param place where it begins
 * @param text as it is written there, to the end of the line; may be empty
 * @param divided whether stages below it are parts by themselves, so that this one is what is left
 */
public record RuleUnit(String name, Place place, String text, boolean divided) {}

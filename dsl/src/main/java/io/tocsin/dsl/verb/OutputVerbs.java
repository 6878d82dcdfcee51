package io.tocsin.dsl.verb;

/** Verbs that declare outputs. */
public interface OutputVerbs extends Verbs {}

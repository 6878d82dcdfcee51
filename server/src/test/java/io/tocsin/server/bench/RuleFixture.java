package io.tocsin.server.bench;

import io.tocsin.dsl.RuleCompiler;
import io.tocsin.dsl.RuleException;
import io.tocsin.dsl.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rules from a text. */
public final class RuleFixture {

  private RuleFixture() {}

  /** Compiled, with their file left in the folder. */
  public static RuleSet rules(Path folder, String text) {
    try {
      return RuleCompiler.forChecking()
          .compile(Files.writeString(folder.resolve("rules.groovy"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuleException e) {
      throw new IllegalArgumentException(String.valueOf(e.problems()), e);
    }
  }
}

package io.tocsin.dsl.verb;

import groovy.lang.Closure;
import io.tocsin.sink.Secret;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;

/** What stands at the top of a rule file. */
public interface FileVerbs extends Verbs {

  /** The rules: every event enters at each of them. */
  @Verb(in = Scope.FILE, usage = "streams { … }")
  default void streams(@Opens(Scope.EVENT) Closure<?> body) {
    if (!build().allows("streams", Scope.FILE)) {
      return;
    }
    build().streams(body);
  }

  /** Listeners and where state is kept. */
  @Verb(in = Scope.FILE, usage = "server { … }")
  default void server(@Opens(Scope.SERVER) Closure<?> body) {
    if (!build().allows("server", Scope.FILE)) {
      return;
    }
    build().run(Scope.SERVER, null, body);
  }

  /** Tests of the rules, run by {@code tocsin test}. */
  @Verb(in = Scope.FILE, usage = "tests { test('…') { … } }")
  default void tests(@Opens(Scope.TESTS) Closure<?> body) {
    if (!build().allows("tests", Scope.FILE)) {
      return;
    }
    build().run(Scope.TESTS, null, body);
  }

  /** One test, on a fresh run of the rules. */
  @Verb(in = Scope.TESTS, usage = "test('what holds') { … }")
  default void test(String name, @Opens(Scope.TEST) Closure<?> body) {
    if (!build().allows("test", Scope.TESTS)) {
      return;
    }
    build().test(name, body, null);
  }

  /** One test for each row of a table; the block gets the row. */
  @Verb(in = Scope.TESTS, usage = "test('what holds', [[metric: 1, alerts: 0]]) { row -> … }")
  default void test(String name, List<?> rows, @Opens(Scope.TEST) Closure<?> body) {
    if (!build().allows("test", Scope.TESTS)) {
      return;
    }
    if (rows.isEmpty()) {
      throw build().fail(build().place(), "test: the table has no rows", "Give it at least one.");
    }
    rows.forEach(row -> build().test(name + " " + InvokerHelper.toString(row), body, row));
  }

  /** Further rule files: one, or all of a directory. Paths are relative to this file. */
  @Verb(in = Scope.FILE, usage = "include 'file-or-directory'")
  default void include(String path) {
    build().include(path);
  }

  /** A secret from the environment or a file; never shown. */
  @Verb(in = Scope.ANY, usage = "secret('NAME')")
  default Secret secret(String name) {
    return build().secret(name);
  }
}

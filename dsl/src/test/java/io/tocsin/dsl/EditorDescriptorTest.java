package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import io.tocsin.dsl.verb.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class EditorDescriptorTest {

  private static final Set<String> VERBS =
      Arrays.stream(RuleScript.class.getMethods())
          .filter(m -> m.isAnnotationPresent(Verb.class))
          .map(java.lang.reflect.Method::getName)
          .collect(Collectors.toCollection(TreeSet::new));

  /** What an editor gives to such a script, as far as this one uses it. */
  public static final class Editor {
    private final List<Map<String, ?>> methods = new ArrayList<>();
    private final List<Map<String, ?>> properties = new ArrayList<>();

    public void method(Map<String, ?> description) {
      methods.add(description);
    }

    public void property(Map<String, ?> description) {
      properties.add(description);
    }
  }

  /** Runs the descriptor as an editor does: it is a Groovy script. */
  private static Editor read() {
    Editor editor = new Editor();
    Binding words = new Binding();
    words.setVariable("scriptScope", constant("script"));
    words.setVariable("closureScope", constant("closure"));
    words.setVariable("context", constant("context"));
    words.setVariable(
        "contributor",
        new Closure<Void>(editor) {
          @Override
          public Void call(Object... arguments) {
            Closure<?> body = (Closure<?>) arguments[1];
            body.setDelegate(editor);
            body.setResolveStrategy(Closure.DELEGATE_FIRST);
            body.call();
            return null;
          }
        });
    new GroovyShell(words).evaluate(EditorDescriptor.gdsl());
    return editor;
  }

  private static Closure<String> constant(String value) {
    return new Closure<>(value) {
      @Override
      public String call(Object... arguments) {
        return value;
      }
    };
  }

  @Test
  void describesEveryVerbAndFieldInAScriptThatRuns() {
    Editor editor = read();

    assertThat(editor.methods.stream().map(m -> m.get("name")).collect(Collectors.toSet()))
        .isEqualTo(VERBS);
    assertThat(editor.properties)
        .extracting(p -> String.valueOf(p.get("name")))
        .contains("host", "service", "state", "metric", "time", "ttl", "tags", "expired", "event");
    assertThat(editor.methods)
        .filteredOn(m -> m.get("name").equals("throttle"))
        .anySatisfy(
            m -> {
              assertThat(((Map<?, ?>) m.get("params")).values())
                  .anyMatch(type -> type.equals("groovy.lang.Closure"));
              assertThat(m.get("doc").toString()).contains("per", "docs/verbs.md#throttle");
            });
  }

  @Test
  void hasASnippetForEveryVerb() throws Exception {
    JsonNode snippets = new ObjectMapper().readTree(EditorDescriptor.snippets());
    Set<String> prefixes = new TreeSet<>();
    snippets.forEach(
        snippet -> {
          prefixes.add(snippet.get("prefix").asText());
          assertThat(snippet.get("body").get(0).asText()).doesNotContain("…").isNotBlank();
        });

    assertThat(prefixes).isEqualTo(VERBS);
  }
}

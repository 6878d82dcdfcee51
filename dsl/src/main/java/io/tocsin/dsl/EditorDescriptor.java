package io.tocsin.dsl;

import groovy.lang.Closure;
import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.VerbForm;
import io.tocsin.event.EventFields;
import io.tocsin.stream.RuleFunction;
import io.tocsin.wire.EventJson;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What editors need to complete the words of rule files, made from the words themselves. A pure
 * function of this version of the language. Thread-safe.
 */
public final class EditorDescriptor {

  private static final String MANUAL = "docs/verbs.md";

  private static final Map<String, String> FIELD_TYPES =
      Map.of(
          "metric", "java.lang.Number",
          "time", "java.lang.Number",
          "ttl", "java.lang.Number",
          "tags", "java.util.List<java.lang.String>");

  private EditorDescriptor() {}

  /**
   * A GDSL script for IntelliJ IDEA: it goes anywhere among a project's Groovy sources. It
   * contributes every verb with its parameters to scripts, and the fields of events to blocks.
   */
  public static String gdsl() {
    StringBuilder text =
        new StringBuilder(
            "// Lets IntelliJ IDEA complete the words of Tocsin's rules. Made by 'tocsin new';"
                + " make it anew after an upgrade.\n"
                + "contributor(context(scope: scriptScope())) {\n");
    for (VerbForm form : VerbForm.all(RuleScript.class)) {
      Method method = form.method();
      text.append("  method name: ")
          .append(quoted(form.name()))
          .append(", type: ")
          .append(quoted(typeName(method.getReturnType())))
          .append(", params: ")
          .append(parameters(method))
          .append(", doc: ")
          .append(quoted(doc(form)))
          .append('\n');
    }
    text.append("}\ncontributor(context(scope: closureScope())) {\n");
    for (String field : EventFields.NAMES) {
      property(text, field, FIELD_TYPES.getOrDefault(field, "java.lang.String"));
    }
    property(text, "expired", "boolean");
    property(text, "event", "io.tocsin.event.Event");
    return text.append("}\n").toString();
  }

  /** Snippets for Visual Studio Code, one for each way to write a verb. */
  public static String snippets() {
    Map<String, Map<String, Object>> snippets = new TreeMap<>();
    for (VerbForm form : VerbForm.all(RuleScript.class)) {
      String usage = form.verb().usage();
      for (String way : usage.split(" or (?=\\w+[ (])")) {
        Map<String, Object> snippet = new LinkedHashMap<>();
        snippet.put("scope", "groovy");
        snippet.put("prefix", form.name());
        snippet.put(
            "body", List.of(way.replace("$", "\\$").replace("}", "\\}").replace("…", "$0")));
        snippet.put("description", doc(form));
        snippets.putIfAbsent(way, snippet);
      }
    }
    return EventJson.write(snippets) + "\n";
  }

  private static String parameters(Method method) {
    List<String> parameters = new ArrayList<>();
    int number = 0;
    for (Parameter parameter : method.getParameters()) {
      boolean block =
          parameter.getType() == RuleFunction.class || parameter.getType() == Closure.class;
      String name = parameter.isNamePresent() ? parameter.getName() : "arg" + number;
      String type = block ? Closure.class.getName() : typeName(parameter.getType());
      parameters.add(name + ": " + quoted(type));
      number++;
    }
    return parameters.isEmpty() ? "[:]" : "[" + String.join(", ", parameters) + "]";
  }

  private static String doc(VerbForm form) {
    List<String> options = form.options().stream().map(Option::name).toList();
    return form.verb().usage()
        + (options.isEmpty() ? "" : "; options: " + String.join(", ", options))
        + "; see "
        + MANUAL
        + "#"
        + form.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String typeName(Class<?> type) {
    return type.isArray() ? type.getComponentType().getName() + "[]" : type.getName();
  }

  private static void property(StringBuilder text, String name, String type) {
    text.append("  property name: ")
        .append(quoted(name))
        .append(", type: ")
        .append(quoted(type))
        .append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

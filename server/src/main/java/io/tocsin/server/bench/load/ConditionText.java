package io.tocsin.server.bench.load;

import io.tocsin.stream.dispatch.TextField;
import io.tocsin.stream.dispatch.TextGuard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names, tags and limits that one condition is written with. Used once. */
final class ConditionText {

  private static final String QUOTED = "(?:'([^'\\\\$]*)'|\"([^\"\\\\$]*)\")";
  private static final Pattern TEXT = Pattern.compile(QUOTED);
  private static final Pattern LIMIT =
      Pattern.compile("\\bmetric\\s*(?:<=?|>=?|==)\\s*(-?\\s*\\d{1,18}(?:\\.\\d{1,18})?)");
  private static final Pattern TAGGED = Pattern.compile("\\btagged(?:Any)?\\s*\\(([^)]*)\\)");

  private final String source;
  private final List<TextGuard> guards;

  /**
   * A condition.
   *
   * @param guards what is known of it besides its text
   */
  ConditionText(String source, List<TextGuard> guards) {
    this.source = source;
    this.guards = guards;
  }

  /** Texts with which the field may meet the condition. */
  List<String> names(String field) {
    Set<String> names = new LinkedHashSet<>();
    TextGuard guard = guard(field);
    if (guard != null) {
      // A variable of the rule file stands here with its value.
      guard.texts().stream().sorted().forEach(names::add);
    }
    Matcher equal = Pattern.compile("\\b" + field + "\\s*==\\s*" + QUOTED).matcher(source);
    while (equal.find()) {
      names.add(text(equal));
    }
    Matcher in = Pattern.compile("\\b" + field + "\\s+in\\s*\\[([^]]*)]").matcher(source);
    while (in.find()) {
      addTexts(in.group(1), names);
    }
    Matcher call =
        Pattern.compile(
                "\\b"
                    + field
                    + "\\s*\\??\\.\\s*(?:like|startsWith|endsWith|contains)\\s*\\(\\s*"
                    + QUOTED)
            .matcher(source);
    while (call.find()) {
      addIfAccepted(text(call).replace("%", ""), guard, names);
    }
    Matcher pattern =
        Pattern.compile("\\b" + field + "\\s*==?~\\s*/((?:[^/\\\\]|\\\\.)*)/").matcher(source);
    while (pattern.find()) {
      addIfAccepted(sample(pattern.group(1)), guard, names);
    }
    names.remove("");
    return List.copyOf(names);
  }

  private @Nullable TextGuard guard(String field) {
    return guards.stream()
        .filter(g -> g.field() == TextField.named(field))
        .findFirst()
        .orElse(null);
  }

  /** A text that a regular expression may find, made of it bit by bit; often right. */
  private static String sample(String pattern) {
    StringBuilder sample = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '|') {
        break;
      } else if (c == '\\' && i + 1 < pattern.length()) {
        sample.append(ofClass(pattern.charAt(++i)));
      } else if (c == '[' && pattern.indexOf(']', i) > i + 1) {
        sample.append(pattern.charAt(i + 1));
        i = pattern.indexOf(']', i);
      } else if (c == '{' && pattern.indexOf('}', i) > i) {
        i = pattern.indexOf('}', i);
      } else if (c == '.') {
        sample.append('x');
      } else if ("*+?()^$".indexOf(c) < 0) {
        sample.append(c);
      }
    }
    return sample.toString();
  }

  private static String ofClass(char escaped) {
    return switch (escaped) {
      case 'd' -> "1";
      case 'w' -> "a";
      case 's' -> " ";
      case 'b' -> "";
      default -> String.valueOf(escaped);
    };
  }

  /** The text itself, or with a number behind it, where one of them is right. */
  private static void addIfAccepted(String text, @Nullable TextGuard guard, Set<String> names) {
    if (guard == null || guard.accepts(text)) {
      names.add(text);
    } else if (guard.accepts(text + "1")) {
      names.add(text + "1");
    }
  }

  /** Tags it asks for by {@code tagged} and {@code taggedAny}. */
  List<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    Matcher matcher = TAGGED.matcher(source);
    while (matcher.find()) {
      addTexts(matcher.group(1), tags);
    }
    return List.copyOf(tags);
  }

  /** Numbers that it compares the metric with. */
  List<Double> limits() {
    List<Double> limits = new ArrayList<>();
    Matcher matcher = LIMIT.matcher(source);
    while (matcher.find()) {
      limits.add(Double.valueOf(matcher.group(1).replaceAll("\\s", "")));
    }
    return limits;
  }

  private static void addTexts(String list, Set<String> to) {
    Matcher each = TEXT.matcher(list);
    while (each.find()) {
      to.add(text(each));
    }
  }

  private static String text(Matcher quoted) {
    return quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
  }
}

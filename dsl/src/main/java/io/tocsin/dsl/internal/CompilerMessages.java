package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** Puts what Groovy's compiler says into the words of the rule language. */
final class CompilerMessages {

  private static final Pattern NO_METHOD =
      Pattern.compile(
          "Cannot find matching method ([^#]+)#([^(]+)\\((.*)\\)\\. Please check.*",
          Pattern.DOTALL);
  private static final Pattern NO_PROPERTY =
      Pattern.compile("No such property: (\\S+) for class: (\\S+).*", Pattern.DOTALL);
  private static final Pattern UNDECLARED =
      Pattern.compile("The variable \\[(\\S+)\\] is undeclared\\..*", Pattern.DOTALL);
  private static final Pattern ASSIGN =
      Pattern.compile(
          "Cannot assign value of type (\\S+) to variable of type (\\S+).*", Pattern.DOTALL);
  private static final Pattern UNEXPECTED =
      Pattern.compile("Unexpected input: (.*?)(?: @ line.*)?", Pattern.DOTALL);
  private static final Pattern UNRESOLVED =
      Pattern.compile("unable to resolve class (\\S+).*", Pattern.DOTALL);

  private CompilerMessages() {}

  /**
   * The problems of a failed compilation.
   *
   * @param shownName how the user knows a file, by the compiler's name of it
   * @param known whether a file is the user's
   */
  static List<Problem> problems(
      MultipleCompilationErrorsException failed,
      UnaryOperator<String> shownName,
      Predicate<String> known) {
    List<Problem> problems = new ArrayList<>();
    for (Message message : failed.getErrorCollector().getErrors()) {
      if (message instanceof SyntaxErrorMessage syntax) {
        SyntaxException e = syntax.getCause();
        Place place =
            new Place(
                shownName.apply(e.getSourceLocator()),
                Math.max(1, e.getStartLine()),
                Math.max(1, e.getStartColumn()));
        problems.add(problem(place, e.getOriginalMessage()));
      } else {
        StringWriter text = new StringWriter();
        message.write(new PrintWriter(text));
        problems.add(Problem.error(Place.UNKNOWN, text.toString().strip(), ""));
      }
    }
    return problems.stream().distinct().toList();
  }

  static Problem problem(Place place, String raw) {
    String message = raw.replaceFirst("^\\[Static type checking\\] - ", "").strip();
    int remedy = message.indexOf(RuleChecker.REMEDY);
    if (remedy >= 0) {
      return Problem.error(place, message.substring(0, remedy), message.substring(remedy + 1));
    }
    Matcher m = NO_METHOD.matcher(message);
    if (m.matches()) {
      return Problem.error(
          place,
          "no method '"
              + m.group(2)
              + "' of "
              + simple(m.group(1))
              + " that takes ("
              + simpleAll(m.group(3))
              + ")",
          MethodSuggestion.remedy(m.group(1), m.group(2)));
    }
    m = NO_PROPERTY.matcher(message);
    if (m.matches()) {
      return Problem.error(place, simple(m.group(2)) + " has no '" + m.group(1) + "'", "");
    }
    m = UNDECLARED.matcher(message);
    if (m.matches()) {
      return Problem.error(
          place, "unknown name '" + m.group(1) + "'", "Declare it: def " + m.group(1) + " = …");
    }
    m = ASSIGN.matcher(message);
    if (m.matches()) {
      return Problem.error(
          place, "a " + simple(m.group(1)) + " cannot be assigned to a " + simple(m.group(2)), "");
    }
    m = UNRESOLVED.matcher(message);
    if (m.matches()) {
      return Problem.error(place, "no class '" + m.group(1) + "'", "Import it, or check its name.");
    }
    m = UNEXPECTED.matcher(message);
    if (m.matches()) {
      return Problem.error(
          place,
          "unexpected " + m.group(1).strip(),
          "Check the brackets, quotes and operators before it.");
    }
    return Problem.error(place, lowerFirst(message), "");
  }

  private static String simpleAll(String types) {
    List<String> names = new ArrayList<>();
    for (String type : types.split(",")) {
      names.add(simple(type.strip()));
    }
    return String.join(", ", names);
  }

  static String simple(String type) {
    String bare = type.replaceAll("<.*", "");
    String name = bare.substring(bare.lastIndexOf('.') + 1);
    return name.matches("R\\d+_.*") ? "this file" : name;
  }

  private static String lowerFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toLowerCase(Locale.ROOT) + s.substring(1);
  }
}

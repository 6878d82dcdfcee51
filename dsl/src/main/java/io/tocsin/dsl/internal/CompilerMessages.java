package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.stream.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
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

  /** How a message about a token that does not belong begins. */
  static final String UNEXPECTED_WORD = "unexpected ";

  /** A message of Groovy's, and how the rule language says it. */
  private record Translation(Pattern pattern, BiFunction<Place, Matcher, Problem> problem) {
    static Translation of(String regex, BiFunction<Place, Matcher, Problem> problem) {
      return new Translation(Pattern.compile(regex, Pattern.DOTALL), problem);
    }

    static Translation of(String regex, String what, String remedy) {
      return of(regex, (place, m) -> Problem.error(place, filled(what, m), filled(remedy, m)));
    }

    private static String filled(String template, Matcher m) {
      return m.groupCount() == 0 ? template : template.replace("$1", m.group(1).strip());
    }
  }

  /** A class or method beyond what the JVM takes, by the name of its file's class. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("(?:Method|Class) too large: (R\\d+_\\w+?)(?=[$.\\s]|$)");

  private static final List<Translation> TRANSLATIONS =
      List.of(
          Translation.of(
              "Cannot find matching method ([^#]+)#([^(]+)\\((.*)\\)\\. Please check.*",
              CompilerMessages::noMethod),
          Translation.of(
              "Cannot call ([^#]+)#([^(]+)\\(.*\\) with arguments \\[(.*)\\]\\s*",
              CompilerMessages::cannotCall),
          Translation.of(
              "Cannot return value of type (.+) for (?:lambda|closure) expecting (.+)",
              CompilerMessages::badReturn),
          Translation.of(
              "Cannot return value of type (.+) for method returning (.+)",
              (place, m) ->
                  Problem.error(
                      place,
                      "this function gives a "
                          + simple(m.group(1))
                          + ", not a "
                          + simple(m.group(2)),
                      "A number that may be absent is a Number.")),
          Translation.of(
              "No such property: (\\S+) for class: (\\S+).*",
              (place, m) ->
                  Problem.error(place, simple(m.group(2)) + " has no '" + m.group(1) + "'", "")),
          Translation.of(
              "The variable \\[(\\S+)\\] is undeclared\\..*",
              "unknown name '$1'",
              "Declare it: def $1 = …"),
          Translation.of(
              "Cannot assign value of type (.+) to variable of type (.+)",
              (place, m) ->
                  Problem.error(
                      place, some(m.group(1)) + " cannot be assigned to " + some(m.group(2)), "")),
          Translation.of(
              "Cannot set read-only property: (\\S+)",
              "'$1' cannot be changed",
              "Events are immutable; a changed copy is made by set($1: …)."),
          Translation.of(
              "unable to resolve class (\\S+).*", "no class '$1'", "Import it, or check its name."),
          Translation.of(
              "Invalid duplicate class definition of class (\\S+) .*",
              "the class '$1' is in another file of these rules too",
              "Give it another name."),
          Translation.of(
              "[Mm]ultiple assignments without list or tuple .*",
              "several variables set from a value whose parts are not known here",
              "Set them one by one: def a = list[0]"),
          Translation.of(
              "The current .*parameter list already contains a parameter of the name it.*",
              "the parameter 'it' stands inside a block with an 'it' of its own",
              "Leave it out, or give it another name."),
          Translation.of(
              "The current .* already contains a (?:variable|parameter) of the name (\\S+).*",
              "the variable '$1' is declared already",
              "Give it another name."),
          Translation.of(
              "[Dd]uplicated named parameter '(.*)' found.*",
              "the option '$1' is given twice",
              "Remove one."),
          Translation.of(
              "Unexpected input: (.*?)(?: @ line.*)?",
              UNEXPECTED_WORD + "$1",
              "Check the brackets, quotes and operators before it."));

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
        problems.add(fault(text.toString(), shownName));
      }
    }
    return problems.stream().distinct().toList();
  }

  /**
   * A failure of Groovy's compiler itself, of which only the first line is for people.
   *
   * @param shownName how the user knows a file, by the compiler's name of it
   */
  static Problem fault(String raw, UnaryOperator<String> shownName) {
    Matcher tooLarge = TOO_LARGE.matcher(raw);
    if (tooLarge.find()) {
      return Problem.error(
          new Place(shownName.apply(tooLarge.group(1) + ".groovy"), 1, 1),
          "more rules than one file can hold, or one block that is too long",
          "Split it: move some into another file and include that.");
    }
    return Problem.error(
        Place.UNKNOWN,
        "the compiler failed: " + raw.strip().lines().findFirst().orElse("without a reason"),
        "This is a fault of the compiler: leave out parts of the rules to find what it stumbles on.");
  }

  static Problem problem(Place place, String raw) {
    String message = raw.replaceFirst("^\\[Static type checking\\] - ", "").strip();
    int remedy = message.indexOf(RuleChecker.REMEDY);
    if (remedy >= 0) {
      return Problem.error(place, message.substring(0, remedy), message.substring(remedy + 1));
    }
    for (Translation translation : TRANSLATIONS) {
      Matcher m = translation.pattern().matcher(message);
      if (m.matches()) {
        return translation.problem().apply(place, m);
      }
    }
    // The names the compiler gives files are nobody else's.
    String own = message.replaceAll("\\bR\\d+_\\w+(\\.groovy)?", "this file");
    return Problem.error(place, lowerFirst(own), "");
  }

  private static Problem noMethod(Place place, Matcher m) {
    if (m.group(2).equals("call")) {
      return Problem.error(
          place,
          "a value of type " + simple(m.group(1)) + " cannot be called",
          "Is a comma or an operator missing after it?");
    }
    if (m.group(2).equals("getAt") && m.group(1).equals("java.lang.Object")) {
      return Problem.error(
          place,
          "[ ] on a value whose type is not known",
          "Give the variable a type; the groups of =~ are read by m.group(1).");
    }
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

  private static Problem cannotCall(Place place, Matcher m) {
    String verb = m.group(2);
    return Problem.error(
        place,
        verb
            + ": does not take ("
            + simpleAll(m.group(3).replace("<unknown parameter type>", "null"))
                .replace("Closure", "block")
                .replace("Map", "options")
            + ")",
        Vocabulary.isVerb(verb) ? VerbCheck.usage(verb) : "");
  }

  private static Problem badReturn(Place place, Matcher m) {
    return Problem.error(
        place,
        "this block gives " + some(m.group(1)) + ", not " + some(m.group(2)),
        m.group(2).equals("io.tocsin.event.Event")
            ? "Give an event, as in e.set(metric: 1), or null for none."
            : "");
  }

  private static String simpleAll(String types) {
    List<String> names = new ArrayList<>();
    String bare = types;
    while (bare.indexOf('<') >= 0 && !bare.equals(bare.replaceAll("<[^<>]*>", ""))) {
      bare = bare.replaceAll("<[^<>]*>", "");
    }
    for (String type : bare.split(",")) {
      names.add(simple(type.strip()));
    }
    return String.join(", ", names);
  }

  /** With its article. */
  private static String some(String type) {
    String name = simple(type);
    return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  static String simple(String type) {
    String bare = type.replaceAll("<.*", "");
    String name = bare.substring(bare.lastIndexOf('.') + 1);
    return name.matches("R\\d+_.*")
        ? "this file"
        : name.equals("LinkedHashMap") ? "Map" : name.equals("ArrayList") ? "List" : name;
  }

  private static String lowerFirst(String s) {
    return s.isEmpty() ? s : s.substring(0, 1).toLowerCase(Locale.ROOT) + s.substring(1);
  }
}

package io.tocsin.dsl.internal;

import groovy.lang.GroovyClassLoader;
import io.tocsin.dsl.Problem;
import io.tocsin.dsl.cache.Digests;
import io.tocsin.dsl.cache.SourceFile;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;

/**
 * Reads rule files and all they include, each once, and finds their syntax errors. Bounded: {@link
 * #MAX_FILES} files of {@link #MAX_BYTES} bytes.
 */
final class SourceReader {

  static final int MAX_FILES = 1_000;
  static final long MAX_BYTES = 4 << 20;

  private final CompilerConfiguration configuration = CompilerSetup.parsing();
  private final GroovyClassLoader loader =
      new GroovyClassLoader(SourceReader.class.getClassLoader(), configuration, false);
  private final Map<Path, RuleSource> sources = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Path> broken = new ArrayList<>();

  /** The files read so far, by absolute path. */
  Map<Path, RuleSource> sources() {
    return sources;
  }

  List<Problem> problems() {
    return problems;
  }

  /** Files that cannot be compiled. */
  List<Path> broken() {
    return broken;
  }

  /** All files that were looked at, broken ones too. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(sources.keySet());
    files.addAll(broken);
    return files;
  }

  /** Reads a file, or all of a directory, that the user named. */
  List<Path> readNamed(Path named) {
    List<Path> files = RuleFiles.of(named);
    if (files.isEmpty()) {
      String what = Files.isDirectory(named) ? "no .groovy file in this directory" : "no such file";
      problems.add(Problem.error(new Place(named.toString(), 1, 1), what, "Check the path."));
    }
    files.forEach(file -> read(file, RuleFiles.shown(named, file), null));
    return files.stream().map(RuleFiles::key).toList();
  }

  /** Reads a file, and what it includes, that another reader has read. */
  void readAgain(RuleSource source) {
    read(source.path(), source.shown(), null);
  }

  private void read(Path file, String shown, Place includedAt) {
    Path key = RuleFiles.key(file);
    if (sources.containsKey(key) || broken.contains(key)) {
      return;
    }
    Place start = includedAt == null ? new Place(shown, 1, 1) : includedAt;
    Problem unreadable = null;
    try {
      if (Files.size(file) > MAX_BYTES || sources.size() >= MAX_FILES) {
        unreadable =
            Problem.error(
                start,
                "too much to read: '" + shown + "'",
                "A load has at most " + MAX_FILES + " files of " + (MAX_BYTES >> 20) + " MB each.");
      } else {
        byte[] bytes = Files.readAllBytes(file);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        // Some editors begin a file with a mark that says it is UTF-8.
        parse(key, shown, Digests.of(bytes), text.startsWith("\uFEFF") ? text.substring(1) : text);
      }
    } catch (CharacterCodingException e) {
      unreadable = Problem.error(start, "'" + shown + "' is not UTF-8", "Save the file as UTF-8.");
    } catch (IOException e) {
      unreadable =
          Problem.error(
              start, "cannot read '" + shown + "'", "Check that it exists and may be read.");
    }
    if (unreadable != null) {
      problems.add(unreadable);
      broken.add(key);
    }
  }

  private void parse(Path key, String shown, String digest, String text) {
    String base =
        key.getFileName().toString().replaceAll("\\.groovy$", "").replaceAll("[^A-Za-z0-9_]", "_");
    String unit = "R" + (sources.size() + broken.size()) + "_" + base + ".groovy";
    ParsedFile parsed;
    Problem tooDeep = SyntaxErrors.tooDeep(shown, text);
    if (tooDeep != null) {
      problems.add(tooDeep);
      broken.add(key);
      return;
    }
    try {
      parsed = ParsedFile.parse(unit, text, configuration, loader);
    } catch (MultipleCompilationErrorsException e) {
      problems.addAll(SyntaxErrors.locate(shown, unit, text, e));
      broken.add(key);
      return;
    } catch (CompilationFailedException | StackOverflowError e) {
      problems.add(Problem.error(new Place(shown, 1, 1), "too long an expression", "Split it."));
      broken.add(key);
      return;
    }
    List<SourceFile.Include> includes = new ArrayList<>();
    sources.put(key, new RuleSource(key, shown, unit, digest, parsed, includes));
    refusePackage(parsed.getAST(), shown);
    for (ClassNode node : parsed.getAST().getClasses()) {
      includes(node, shown).forEach(call -> includes.add(follow(key, shown, call)));
    }
  }

  private void refusePackage(ModuleNode module, String shown) {
    if (module.getPackage() != null) {
      problems.add(
          Problem.error(
              Ast.place(shown, module.getPackage()),
              "a rule file has no package",
              "Remove the line; include makes what another file has usable."));
    }
  }

  private record Call(String argument, Place place) {}

  private static List<Call> includes(ClassNode script, String shown) {
    List<Call> found = new ArrayList<>();
    script
        .getDeclaredMethods("run")
        .forEach(
            run ->
                run.getCode()
                    .visit(
                        new CodeVisitorSupport() {
                          @Override
                          public void visitMethodCallExpression(MethodCallExpression call) {
                            List<Expression> arguments = Ast.arguments(call);
                            if (call.isImplicitThis()
                                && "include".equals(call.getMethodAsString())
                                && arguments.size() == 1
                                && arguments.get(0) instanceof ConstantExpression c
                                && c.getValue() instanceof String path) {
                              found.add(new Call(path, Ast.place(shown, call)));
                            }
                            super.visitMethodCallExpression(call);
                          }
                        }));
    return found;
  }

  private SourceFile.Include follow(Path from, String shown, Call call) {
    List<Path> files = RuleFiles.included(from, call.argument());
    if (files.isEmpty()) {
      problems.add(
          Problem.error(
              call.place(),
              "include: no rule file at '" + call.argument() + "'",
              "The path is relative to " + shown + ", and a rule file ends in .groovy."));
    }
    Path parent = Path.of(shown).getParent();
    for (Path file : files) {
      String relative = from.getParent().relativize(RuleFiles.key(file)).toString();
      read(file, parent == null ? relative : parent.resolve(relative).toString(), call.place());
    }
    return new SourceFile.Include(call.argument(), files.stream().map(RuleFiles::key).toList());
  }
}

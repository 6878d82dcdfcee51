package io.tocsin.server.command;

import io.tocsin.dsl.EditorDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin new}: a project of rules to start from, with tests and a snippet for CI. */
@Command(name = "new", description = "make a directory with rules, tests and a snippet for CI")
final class NewCommand implements Callable<Integer> {

  /** What a project is made of; each is a resource beside this class. */
  private static final List<String> FILES =
      List.of(
          "README.md",
          "rules/main.groovy",
          "rules/teams/web.groovy",
          "recorded/example.jsonl",
          ".github/workflows/rules.yml",
          ".gitignore");

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "a directory that is not there yet, or empty")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(directory) && !isEmptyDirectory()) {
      throw new IOException(directory + " is not empty; name a directory that is not there yet");
    }
    try {
      write();
    } catch (NoSuchFileException e) {
      throw new IOException("cannot make " + e.getFile() + ": nothing can be made there", e);
    } catch (FileSystemException e) {
      throw new IOException("cannot make " + e.getFile() + ": " + CommandErrors.reason(e), e);
    }
    String rules = quoted(directory.resolve("rules").toString());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Made " + directory + ". Next:");
    out.println("  bin/tocsin test " + rules);
    out.println("  bin/tocsin run " + rules);
    out.println("On GitHub, .github/workflows/rules.yml tests the rules at each push, once the");
    out.println(
        "variables TOCSIN_REPOSITORY and TOCSIN_REF say where Tocsin is; see its README.md.");
    return 0;
  }

  private void write() throws IOException {
    for (String name : FILES) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(name));
    }
    Files.writeString(directory.resolve("tocsin.gdsl"), EditorDescriptor.gdsl());
    Path snippets = Files.createDirectories(directory.resolve(".vscode"));
    Files.writeString(snippets.resolve("tocsin.code-snippets"), EditorDescriptor.snippets());
  }

  /** As a shell takes it for one word. */
  private static String quoted(String path) {
    return path.matches("[\\p{L}\\p{N}_./+@%:,=-]+")
        ? path
        : "'" + path.replace("'", "'\\''") + "'";
  }

  private boolean isEmptyDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (var entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  private static String text(String name) throws IOException {
    String resource = "project/" + name.replaceFirst("^\\.", "dot.").replace("/.", "/dot.");
    try (InputStream in = NewCommand.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the program lacks its file " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

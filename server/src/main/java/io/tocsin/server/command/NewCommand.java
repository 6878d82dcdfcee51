package io.tocsin.server.command;

import io.tocsin.dsl.EditorDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    for (String name : FILES) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text(name));
    }
    Files.writeString(directory.resolve("tocsin.gdsl"), EditorDescriptor.gdsl());
    Path snippets = Files.createDirectories(directory.resolve(".vscode"));
    Files.writeString(snippets.resolve("tocsin.code-snippets"), EditorDescriptor.snippets());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Made " + directory + ". Next:");
    out.println("  bin/tocsin test " + directory.resolve("rules"));
    out.println("  bin/tocsin run " + directory.resolve("rules"));
    return 0;
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

package io.tocsin.dsl.internal;

import io.tocsin.dsl.Problem;
import io.tocsin.sink.Secret;
import io.tocsin.stream.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code secret('NAME')} looks: the environment variable, then the file that {@code
 * NAME_FILE} names, then, for a name with a slash, that file itself.
 */
@FunctionalInterface
public interface SecretSource {

  /** The secret, null when there is none of that name. */
  @Nullable Secret find(String name);

  /** The secret; if there is none, that is told and something stands in for it. */
  default Secret findOrTell(String name, Place place, Consumer<Problem> problems) {
    Secret found = find(name);
    if (found != null) {
      return found;
    }
    problems.accept(
        Problem.error(
            place,
            "the secret '" + name + "' is not set",
            "Set the environment variable "
                + name
                + ", or "
                + name
                + "_FILE to the path of a file that holds it."));
    return standIn(name);
  }

  /** The process's environment and the files it names. */
  static SecretSource environment(Map<String, String> environment) {
    return name -> {
      String value = environment.get(name);
      if (value != null) {
        return Secret.of(value);
      }
      String file = name.contains("/") ? name : environment.get(name + "_FILE");
      try {
        return file == null ? null : Secret.of(Files.readString(Path.of(file)).strip());
      } catch (IOException e) {
        return null;
      }
    };
  }

  /** For checks and tests, where nothing is sent: any name is as good as set. */
  static SecretSource placeholder() {
    return SecretSource::standIn;
  }

  /** What stands for a secret that is not needed: fit for an address as for a password. */
  static Secret standIn(String name) {
    return Secret.of("https://placeholder.invalid/" + name.replaceAll("[^A-Za-z0-9_]", "_"));
  }
}

package io.tocsin.dsl.internal;

import io.tocsin.dsl.RuleScript;
import io.tocsin.dsl.cache.CompiledRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * The classes of one load, in a loader of their own, each defined when it is first used. Groovy
 * keeps each class it has seen until it is told to forget it: {@link #close} does, for every class;
 * without that, reloads fill the metaspace.
 */
public final class CompiledClasses implements AutoCloseable {

  private final Loader loader;
  private final int size;

  CompiledClasses(List<CompiledRules.ClassFile> compiled) {
    BlockMetaClasses.install();
    loader = new Loader(RuleScript.class.getClassLoader());
    compiled.forEach(c -> loader.undefined.put(c.name(), c.bytes()));
    size = compiled.size();
  }

  /** Whether a class is one of a load's. */
  static boolean defined(Class<?> type) {
    return type.getClassLoader() instanceof Loader;
  }

  /** Whether there is a class of that name. */
  boolean has(String name) {
    return loader.has(name);
  }

  /**
   * The class of that name.
   *
   * @throws ClassNotFoundException if there is none
   */
  Class<?> get(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  /** How many classes there are. */
  public int size() {
    return size;
  }

  @Override
  public void close() {
    loader.forget().forEach(InvokerHelper::removeClass);
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> undefined = new HashMap<>();
    private final List<Class<?>> defined = new ArrayList<>();

    Loader(ClassLoader parent) {
      super("rules", parent);
    }

    synchronized boolean has(String name) {
      return undefined.containsKey(name) || findLoadedClass(name) != null;
    }

    synchronized List<Class<?>> forget() {
      List<Class<?>> all = List.copyOf(defined);
      defined.clear();
      return all;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      synchronized (this) {
        byte[] code = undefined.remove(name);
        if (code == null) {
          throw new ClassNotFoundException(name);
        }
        Class<?> type = defineClass(name, code, 0, code.length);
        defined.add(type);
        return type;
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (this) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        // A rule file's own class comes before one of the program's.
        return undefined.containsKey(name) ? findClass(name) : getParent().loadClass(name);
      }
    }
  }
}

package io.tocsin.dsl.internal;

import groovy.lang.GroovyClassLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.tools.GroovyClass;

/**
 * The classes of one load, in a loader of their own. Groovy keeps each class it has seen until it
 * is told to forget it: {@link #close} does, for every class; without that, reloads fill the
 * metaspace.
 */
public final class CompiledClasses implements AutoCloseable {

  private final Loader loader;
  private final List<Class<?>> classes = new ArrayList<>();
  private final Map<String, Class<?>> byName = new HashMap<>();

  CompiledClasses(
      List<GroovyClass> compiled, ClassLoader parent, CompilerConfiguration configuration) {
    loader = new Loader(parent, configuration);
    compiled.forEach(c -> loader.bytes.put(c.getName(), c.getBytes()));
    try {
      for (GroovyClass c : compiled) {
        Class<?> type = loader.loadClass(c.getName());
        classes.add(type);
        byName.put(c.getName(), type);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a compiled class is missing: " + e.getMessage(), e);
    }
    loader.bytes.clear();
  }

  Class<?> get(String name) {
    return byName.get(name);
  }

  /** How many classes there are. */
  public int size() {
    return classes.size();
  }

  @Override
  public void close() {
    classes.forEach(InvokerHelper::removeClass);
    classes.clear();
    byName.clear();
    loader.clearCache();
    try {
      loader.close();
    } catch (IOException e) {
      throw new IllegalStateException("a class loader without files failed to close", e);
    }
  }

  private static final class Loader extends GroovyClassLoader {
    private final Map<String, byte[]> bytes = new HashMap<>();

    Loader(ClassLoader parent, CompilerConfiguration configuration) {
      super(parent, configuration, false);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] code = bytes.get(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }

    @Override
    public Class<?> loadClass(
        String name, boolean lookupScript, boolean preferClass, boolean resolve)
        throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return bytes.containsKey(name) ? findClass(name) : getParent().loadClass(name);
      }
    }
  }
}

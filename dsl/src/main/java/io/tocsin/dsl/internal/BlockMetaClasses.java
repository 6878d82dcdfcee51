package io.tocsin.dsl.internal;

import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import groovy.lang.MetaClassRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.codehaus.groovy.runtime.GeneratedClosure;
import org.jspecify.annotations.Nullable;

/**
 * How Groovy gets the meta-class of a rule's block. Each block asks for it when it is made, but
 * blocks of rules are called directly, and nearly none ever needs it; making all of them took most
 * of the time and half of the memory of a load of hundreds of rules. So that of a block is made
 * when something is first asked of it.
 */
final class BlockMetaClasses extends MetaClassRegistry.MetaClassCreationHandle {

  static {
    BlockMetaClasses handle = new BlockMetaClasses();
    // Nobody brings meta-classes of their own: looking for one searches all jars for each block.
    handle.setDisableCustomMetaClassLookup(true);
    GroovySystem.getMetaClassRegistry().setMetaClassCreationHandle(handle);
  }

  private BlockMetaClasses() {}

  /** Has Groovy make meta-classes in this way; once for all loads. */
  static void install() {
    // The work is done as the class is initialised.
  }

  @Override
  protected MetaClass createNormalMetaClass(Class type, MetaClassRegistry registry) {
    Supplier<MetaClass> usual = () -> super.createNormalMetaClass(type, registry);
    return GeneratedClosure.class.isAssignableFrom(type) && CompiledClasses.defined(type)
        ? whenAsked(usual)
        : usual.get();
  }

  private static MetaClass whenAsked(Supplier<MetaClass> usual) {
    return (MetaClass)
        Proxy.newProxyInstance(
            MetaClass.class.getClassLoader(), new Class<?>[] {MetaClass.class}, new Made(usual));
  }

  /** Hands all calls to a meta-class that is made for the first one. Thread-safe. */
  private static final class Made implements InvocationHandler {
    private final Supplier<MetaClass> usual;
    private @Nullable MetaClass made;

    Made(Supplier<MetaClass> usual) {
      this.usual = usual;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("initialize")) {
        return null;
      }
      try {
        return method.invoke(made(), arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    private synchronized MetaClass made() {
      MetaClass known = made;
      if (known == null) {
        known = usual.get();
        known.initialize();
        made = known;
      }
      return known;
    }
  }
}

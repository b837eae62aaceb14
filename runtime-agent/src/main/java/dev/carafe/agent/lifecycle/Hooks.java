package dev.carafe.agent.lifecycle;

import dev.carafe.model.app.HookSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs `@Enter` and `@Exit` methods in the order they are listed, each once: one that a subclass
/// overrides is the subclass's.
final class Hooks {
  private final Class<?> type;
  private final @Nullable Object object;

  Hooks(Class<?> type, @Nullable Object object) {
    this.type = type;
    this.object = object;
  }

  /// Runs them until one throws.
  void enter(List<HookSpec> hooks) throws Throwable {
    for (Method hook : methods(hooks)) {
      run(hook);
    }
  }

  /// Runs all; the first exception, if any.
  Optional<Throwable> exit(List<HookSpec> hooks) {
    List<Throwable> thrown = new ArrayList<>();
    try {
      for (Method hook : methods(hooks)) {
        try {
          run(hook);
        } catch (Throwable t) {
          thrown.add(t);
        }
      }
    } catch (ReflectiveOperationException e) {
      thrown.add(e);
    }
    return thrown.stream().findFirst();
  }

  private void run(Method hook) throws Throwable {
    try {
      hook.invoke(object);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Set<Method> methods(List<HookSpec> hooks) throws ReflectiveOperationException {
    Set<Method> methods = new LinkedHashSet<>();
    for (HookSpec hook : hooks) {
      Method method = method(hook);
      method.setAccessible(true);
      methods.add(method);
    }
    return methods;
  }

  private Method method(HookSpec hook) throws ReflectiveOperationException {
    Class<?> declaring = Class.forName(hook.declaringClass(), true, type.getClassLoader());
    Method listed = declaring.getDeclaredMethod(hook.method());
    if ((listed.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) != 0) {
      return listed;
    }
    for (Class<?> c = type; c != declaring && c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(hook.method()) && method.getParameterCount() == 0) {
          return method;
        }
      }
    }
    return listed;
  }
}

package dev.carafe.client;

import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import dev.carafe.annotations.Parameter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of a user's class in this JVM, treated as in a container: parameters set, `@Enter`
/// hooks run once, superclass first, before the first call; `@Exit` hooks in reverse order at
/// close. Calls may come from many threads.
final class LocalObject implements AutoCloseable {
  private final Class<?> type;
  private final Map<String, Object> parameters;
  private @Nullable Object made;

  LocalObject(Class<?> type, Map<String, Object> parameters) {
    this.type = type;
    this.parameters = Map.copyOf(parameters);
  }

  @Nullable Object call(Method method, @Nullable Object... arguments) {
    Object receiver = Modifier.isStatic(method.getModifiers()) ? null : object();
    if (MethodName.isBatched(method)) {
      List<@Nullable Object> one = new ArrayList<>();
      one.add(arguments[0]);
      return invoke(method, receiver, one) instanceof List<?> results && results.size() == 1
          ? results.getFirst()
          : null;
    }
    return invoke(method, receiver, arguments);
  }

  private synchronized Object object() {
    if (made == null) {
      Object fresh = create();
      parameters.forEach((name, value) -> set(fresh, name, value));
      for (Method hook : hooks(Enter.class)) {
        var _ = invoke(hook, fresh);
      }
      made = fresh;
    }
    return made;
  }

  private Object create() {
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw sneaky(e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new InvalidException(
          "%s cannot be made here: it needs to be public, with a public constructor without arguments"
              .formatted(type.getSimpleName()),
          e);
    }
  }

  private void set(Object object, String name, Object value) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name) && field.isAnnotationPresent(Parameter.class)) {
          try {
            field.setAccessible(true);
            field.set(object, value);
            return;
          } catch (IllegalAccessException e) {
            throw new InvalidException("@Parameter %s cannot be set".formatted(name), e);
          }
        }
      }
    }
  }

  private List<Method> hooks(Class<? extends Annotation> annotation) {
    List<Class<?>> lineage = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      lineage.addFirst(at);
    }
    List<Method> hooks = new ArrayList<>();
    for (Class<?> at : lineage) {
      for (Method method : at.getDeclaredMethods()) {
        if (method.isAnnotationPresent(annotation)) {
          hooks.add(method);
        }
      }
    }
    return hooks;
  }

  private static @Nullable Object invoke(
      Method method, @Nullable Object receiver, @Nullable Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      throw sneaky(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) {
      throw new InvalidException("%s cannot be called here".formatted(method), e);
    }
  }

  /// A local call throws what the method throws, checked or not.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Override
  public synchronized void close() {
    Object ending = made;
    if (ending != null) {
      made = null;
      for (Method hook : hooks(Exit.class).reversed()) {
        var _ = invoke(hook, ending);
      }
    }
  }
}

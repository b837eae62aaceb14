package dev.carafe.client;

import dev.carafe.annotations.Enter;
import dev.carafe.annotations.Exit;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls in this JVM, with the hooks a container would run: one object of a class is made, its
/// parameters set, its `@Enter` hooks run, superclass first; `@Exit` hooks run at close. The object
/// is made by the first call and kept. Threads share it, as they share an object in a container.
final class LocalCalls implements AutoCloseable {
  private final Map<String, Object> parameters;
  private final Map<Class<?>, Object> objects = new LinkedHashMap<>();

  LocalCalls(Map<String, Object> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  @Nullable Object call(CalledMethod called, @Nullable Object[] arguments) {
    Object receiver = called.isStatic() ? null : object(called.owner());
    if (!called.batched()) {
      return invoke(called.method(), receiver, arguments);
    }
    Object all = invoke(called.method(), receiver, Arrays.asList(arguments[0]));
    List<?> results = (List<?>) (all == null ? List.of() : all);
    if (results.size() != 1) {
      throw new InvalidException(
          "%s returned a list of %d for a batch of 1".formatted(called.function(), results.size()));
    }
    return results.getFirst();
  }

  private synchronized Object object(Class<?> type) {
    Object known = objects.get(type);
    if (known != null) {
      return known;
    }
    Object made = made(type);
    setParameters(type, made);
    Hooks.of(type, Enter.class).forEach(hook -> invoke(hook, made));
    objects.put(type, made);
    return made;
  }

  private static Object made(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw thrown(type.getSimpleName() + "'s constructor", e);
    } catch (ReflectiveOperationException e) {
      throw new InvalidException(
          "%s needs a public constructor without arguments".formatted(type.getSimpleName()), e);
    }
  }

  private void setParameters(Class<?> type, Object made) {
    for (ParameterField parameter : ParameterField.of(type)) {
      Object value = parameters.get(parameter.name());
      if (value != null) {
        Field field = parameter.field();
        field.setAccessible(true);
        try {
          field.set(made, value);
        } catch (IllegalAccessException e) {
          throw new InvalidException(
              "@Parameter %s is final. Remove final".formatted(parameter.name()), e);
        }
      }
    }
  }

  private static @Nullable Object invoke(
      Method method, @Nullable Object receiver, @Nullable Object... arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(receiver, arguments);
    } catch (InvocationTargetException e) {
      throw thrown(method.getDeclaringClass().getSimpleName() + "." + method.getName(), e);
    } catch (IllegalAccessException e) {
      throw new InvalidException("%s cannot be called: %s".formatted(method, e.getMessage()), e);
    }
  }

  /// What the method threw, itself where it may pass.
  private static RuntimeException thrown(String what, InvocationTargetException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> cause;
      case Error cause -> throw cause;
      case null -> new CarafeException(what + " threw", e);
      case Throwable cause -> new CarafeException(what + " threw " + cause, cause);
    };
  }

  @Override
  public synchronized void close() {
    List<Object> gone = List.copyOf(objects.values()).reversed();
    objects.clear();
    for (Object object : gone) {
      Hooks.of(object.getClass(), Exit.class).reversed().forEach(hook -> invoke(hook, object));
    }
  }
}

package dev.carafe.agent.invoke;

import dev.carafe.agent.lifecycle.Assignment.Callable;
import dev.carafe.agent.lifecycle.UserService;
import dev.carafe.protocol.codec.ArgumentCodec;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/// A method that is called by name, ready to run. Threads may share it.
final class Target {
  private final Callable callable;
  private final Method method;
  private final @Nullable Object object;
  private final ArgumentCodec codec;

  private Target(Callable callable, Method method, @Nullable Object object) {
    this.callable = callable;
    this.method = method;
    this.object = object;
    this.codec =
        callable.batched()
            ? ArgumentCodec.forBatch(method, callable.arguments())
            : ArgumentCodec.forMethod(method, callable.arguments());
  }

  static Target of(Callable callable, UserService service) throws NoSuchMethodException {
    Method method = find(callable, service.type());
    method.setAccessible(true);
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return new Target(callable, method, isStatic ? null : service.object());
  }

  private static Method find(Callable callable, Class<?> type) throws NoSuchMethodException {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals(callable.method())
            && descriptor(method).equals(callable.descriptor())) {
          return method;
        }
      }
    }
    throw new NoSuchMethodException(
        "%s has no method %s%s"
            .formatted(type.getName(), callable.method(), callable.descriptor()));
  }

  private static String descriptor(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
        .descriptorString();
  }

  ArgumentCodec codec() {
    return codec;
  }

  boolean generator() {
    return callable.generator();
  }

  boolean batched() {
    return callable.batched();
  }

  /// Runs the method; throws what it throws.
  @Nullable Object invoke(@Nullable Object... arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}

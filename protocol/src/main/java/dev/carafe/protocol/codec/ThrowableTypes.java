package dev.carafe.protocol.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which exception types may be made for a called method, and how.
final class ThrowableTypes {
  private final @Nullable Method called;

  ThrowableTypes(@Nullable Method called) {
    this.called = called;
  }

  /// The type of that name if it may be made. It is loaded, but not initialised before it is known
  /// to be allowed.
  Optional<Class<? extends Throwable>> find(String name) {
    Optional<Class<?>> declared =
        called == null
            ? Optional.empty()
            : Arrays.stream(called.getExceptionTypes())
                .filter(t -> t.getName().equals(name))
                .findFirst();
    return declared
        .or(() -> loaded(name))
        .filter(Throwable.class::isAssignableFrom)
        .filter(type -> !Modifier.isAbstract(type.getModifiers()))
        .map(type -> type.asSubclass(Throwable.class));
  }

  private Optional<Class<?>> loaded(String name) {
    boolean jdk = name.startsWith("java.");
    if (!jdk && called == null) {
      return Optional.empty();
    }
    ClassLoader loader = jdk || called == null ? null : called.getDeclaringClass().getClassLoader();
    try {
      Class<?> type =
          Class.forName(name, false, jdk ? ClassLoader.getPlatformClassLoader() : loader);
      return Optional.<Class<?>>of(type).filter(t -> jdk || sameSource(t));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty(); // this JVM does not have it
    }
  }

  private boolean sameSource(Class<?> type) {
    if (called == null) {
      return false;
    }
    Class<?> caller = called.getDeclaringClass();
    return Objects.equals(type.getClassLoader(), caller.getClassLoader())
        && Objects.equals(source(type), source(caller))
        && source(type) != null;
  }

  private static @Nullable Object source(Class<?> type) {
    ProtectionDomain domain = type.getProtectionDomain();
    CodeSource source = domain == null ? null : domain.getCodeSource();
    return source == null ? null : String.valueOf(source.getLocation());
  }

  /// Makes one by `(String, Throwable)`, `(String)` or no arguments; empty if none of them works or
  /// keeps the message.
  Optional<Throwable> make(
      Class<? extends Throwable> type, @Nullable String message, @Nullable Throwable cause) {
    Optional<Throwable> both =
        cause == null
            ? Optional.empty()
            : by(type, new Class<?>[] {String.class, Throwable.class}, message, cause);
    return both.or(() -> by(type, new Class<?>[] {String.class}, message))
        .or(() -> by(type, new Class<?>[0]).filter(t -> Objects.equals(t.getMessage(), message)));
  }

  private static Optional<Throwable> by(
      Class<? extends Throwable> type, Class<?>[] parameters, @Nullable Object... arguments) {
    try {
      Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(parameters);
      if (!Modifier.isPublic(constructor.getModifiers())
          || !Modifier.isPublic(type.getModifiers())) {
        constructor.setAccessible(true);
      }
      return Optional.of(constructor.newInstance(arguments));
    } catch (ReflectiveOperationException | InaccessibleObjectException | LinkageError e) {
      return Optional.empty(); // this constructor is not there, or threw
    }
  }
}

package dev.carafe.agent.lifecycle;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user's class and its one object in this container.
public final class UserService {
  private final Assignment assignment;
  private final Class<?> type;
  private final @Nullable Object object;
  private final Hooks hooks;

  private UserService(Assignment assignment, Class<?> type, @Nullable Object object) {
    this.assignment = assignment;
    this.type = type;
    this.object = object;
    this.hooks = new Hooks(type, object);
  }

  /// Loads the class, makes the object (none where all functions are static) and sets its
  /// parameters. Throws what the user's code throws, or [StartException].
  public static UserService load(Assignment assignment) throws Throwable {
    Class<?> type = type(assignment);
    boolean needsObject = !assignment.functions().stream().allMatch(Assignment.Callable::isStatic);
    Object object = needsObject ? create(type) : null;
    if (object != null) {
      try {
        ParameterFields.set(object, assignment.parameterFields(), assignment.parameters());
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new StartException(
            "The parameters of %s could not be set: %s".formatted(assignment.service(), e), e);
      }
    }
    return new UserService(assignment, type, object);
  }

  private static Class<?> type(Assignment assignment) throws StartException {
    try {
      return Class.forName(assignment.className(), false, ClassLoader.getSystemClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new StartException(
          ("The class %s of %s does not load: %s. Deploy it with every class it needs, compiled for"
                  + " Java %d or older")
              .formatted(
                  assignment.className(), assignment.service(), e, Runtime.version().feature()),
          e);
    }
  }

  private static Object create(Class<?> type) throws Throwable {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new StartException(
          "%s cannot be made: it needs to be a concrete class with a constructor without parameters"
              .formatted(type.getName()),
          e);
    }
  }

  /// Runs every `@Enter` hook, on this thread.
  public void enter() throws Throwable {
    hooks.enter(assignment.enter());
  }

  /// Runs every `@Exit` hook, on this thread; the first exception, if any.
  public Optional<Throwable> exit() {
    return hooks.exit(assignment.exit());
  }

  public Class<?> type() {
    return type;
  }

  public @Nullable Object object() {
    return object;
  }
}

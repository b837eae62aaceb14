package dev.carafe.cli.command;

import dev.carafe.client.Carafe;
import dev.carafe.image.build.UserCode;
import dev.carafe.model.app.EntrypointSpec;
import dev.carafe.model.call.Payload;
import dev.carafe.protocol.codec.CodecException;
import dev.carafe.protocol.codec.ValueCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs a `@LocalEntrypoint` in this JVM, with the connected client as its first argument where it
/// asks for one.
final class EntrypointRun {
  private final UserCode code;
  private final EntrypointSpec entrypoint;

  EntrypointRun(UserCode code, EntrypointSpec entrypoint) {
    this.code = code;
    this.entrypoint = entrypoint;
  }

  /// Runs it; gives its result as JSON, none for `void`. What it throws is a UserFailure.
  Optional<String> run(Carafe carafe, List<String> jsonArguments) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (UserClassLoader loader = new UserClassLoader(code, EntrypointRun.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      Method method = method(loader);
      @Nullable Object result = method.invoke(null, arguments(method, carafe, jsonArguments));
      return method.getReturnType() == void.class
          ? Optional.empty()
          : Optional.of(json(method.getGenericReturnType(), result));
    } catch (InvocationTargetException e) {
      throw new UserFailure(entrypoint.name(), e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new CommandException(
          "Running %s failed: %s. Does its class load with what is on its class path?"
              .formatted(entrypoint.name(), e),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Closing the user's jars failed: " + e.getMessage(), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /// Refuses arguments that do not fit, before anything is started.
  void check(List<String> jsonArguments) {
    try (UserClassLoader loader = new UserClassLoader(code, EntrypointRun.class.getClassLoader())) {
      Method method = method(loader);
      var _ = decoded(method, entrypoint.takesCarafe() ? 1 : 0, jsonArguments);
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      // running it says why
    }
  }

  private Method method(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> declaring = Class.forName(entrypoint.className(), true, loader);
    MethodType type = MethodType.fromMethodDescriptorString(entrypoint.descriptor(), loader);
    Method method = declaring.getDeclaredMethod(entrypoint.method(), type.parameterArray());
    method.setAccessible(true);
    return method;
  }

  private @Nullable Object[] arguments(Method method, Carafe carafe, List<String> json) {
    List<@Nullable Object> arguments = new ArrayList<>();
    if (entrypoint.takesCarafe()) {
      arguments.add(carafe);
    }
    arguments.addAll(decoded(method, arguments.size(), json));
    return arguments.toArray();
  }

  private List<@Nullable Object> decoded(Method method, int from, List<String> json) {
    Type[] types = method.getGenericParameterTypes();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      byte[] text = json.get(i).getBytes(StandardCharsets.UTF_8);
      try {
        values.add(ValueCodec.forType(types[from + i]).decode(Payload.Encoding.JSON, text));
      } catch (CodecException e) {
        throw new UsageException(
            "The value of %s cannot be read, as %s"
                .formatted(entrypoint.arguments().get(i).name(), e.getMessage()));
      }
    }
    return values;
  }

  private static String json(Type type, @Nullable Object result) {
    byte[] bytes = ValueCodec.forType(type).encode(Payload.Encoding.JSON, result);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

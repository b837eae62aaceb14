package dev.carafe.agent;

import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.codec.ArgumentCodec;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs one static method of the user's while an image is built: `BuildFunction CLASS METHOD
/// DESCRIPTOR ARGUMENT…`, each argument as JSON. It has no server; what it prints is the build's
/// output. Ends with 1 when the method throws.
public final class BuildFunction {
  private static final int FIXED = 3;
  private static final int MOST_FRAMES = 8;
  private static final int FAILED = 1;

  private BuildFunction() {}

  public static void main(String[] args) {
    String name = args[0] + "::" + args[1];
    try {
      Method method = method(args[0], args[1], args[2]);
      String json = "[" + String.join(",", List.of(args).subList(FIXED, args.length)) + "]";
      @Nullable Object[] arguments =
          ArgumentCodec.forMethod(method)
              .decodeArguments(Encoding.JSON, json.getBytes(StandardCharsets.UTF_8));
      var _ = method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      fail(name + " threw", e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      fail(name + " cannot be called", e);
    }
    System.exit(0); // threads that it left behind are not waited for
  }

  private static Method method(String className, String name, String descriptor)
      throws ReflectiveOperationException {
    Class<?> type = Class.forName(className, true, ClassLoader.getSystemClassLoader());
    for (Method method : type.getDeclaredMethods()) {
      String own =
          MethodType.methodType(method.getReturnType(), method.getParameterTypes())
              .descriptorString();
      if (method.getName().equals(name) && own.equals(descriptor)) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodException("%s has no method %s%s".formatted(className, name, descriptor));
  }

  /// Few frames: whoever builds sees the last lines alone.
  private static void fail(String what, Throwable thrown) {
    System.out.flush();
    var text = new StringBuilder(what).append(' ').append(thrown).append('\n');
    frames(thrown, text);
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      text.append("Caused by: ").append(cause).append('\n');
      frames(cause, text);
    }
    System.err.print(text);
    System.err.flush();
    System.exit(FAILED);
  }

  private static void frames(Throwable thrown, StringBuilder text) {
    int shown = 0;
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("jdk.internal.reflect.")
          || frame.getClassName().equals(BuildFunction.class.getName())
          || shown == MOST_FRAMES) {
        break;
      }
      text.append("    at ").append(frame).append('\n');
      shown++;
    }
  }
}

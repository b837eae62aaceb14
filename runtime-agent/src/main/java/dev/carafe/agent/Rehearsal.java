package dev.carafe.agent;

import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.lifecycle.Assignment.Callable;
import dev.carafe.model.app.ArgumentSpec;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// A start that serves nobody: the agent attaches to a server of its own, answers one call and
/// drains, and none of the user's code runs. What a JVM learns in it goes into an AOT cache, or
/// serves the start that follows in the same JVM.
final class Rehearsal {
  private Rehearsal() {}

  /// What is called in it.
  public static final class Echo {
    public String echo(String text, int times) {
      System.out.println(text);
      return text.repeat(times);
    }
  }

  /// As the whole life of this JVM, which loads the user's class too; its exit code.
  static int run(Optional<Assignment> real) throws IOException {
    return rehearsed(
        container -> {
          int code = container.run();
          real.ifPresent(Rehearsal::load);
          return code;
        });
  }

  /// Before the real start. One that fails has cost nothing but its time.
  static void before() throws IOException {
    int _ = rehearsed(Container::rehearse);
  }

  private static int rehearsed(ToIntFunction<Container> life) throws IOException {
    try (RehearsalServer server = new RehearsalServer()) {
      Container container = new Container(assignment(server.address()));
      Thread serving = Thread.ofPlatform().daemon().start(() -> server.run(container));
      try {
        return life.applyAsInt(container);
      } finally {
        serving.interrupt();
      }
    }
  }

  private static Assignment assignment(String address) {
    Callable echo =
        new Callable(
            "Echo.echo",
            "echo",
            "(Ljava/lang/String;I)Ljava/lang/String;",
            false,
            List.of(
                new ArgumentSpec("text", "java.lang.String", Optional.empty()),
                new ArgumentSpec("times", "int", Optional.empty())),
            false,
            false);
    return new Assignment(
        "ct-rehearsal",
        address,
        "token",
        "rehearsal",
        "Echo",
        Echo.class.getName(),
        List.of(),
        List.of(),
        List.of(),
        List.of(echo),
        Map.of(),
        List.of());
  }

  private static void load(Assignment real) {
    try {
      Class<?> type = Class.forName(real.className(), false, ClassLoader.getSystemClassLoader());
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Method method : c.getDeclaredMethods()) {
          var _ = method.getGenericReturnType();
        }
        var _ = c.getDeclaredFields();
        var _ = c.getDeclaredClasses();
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // A class that does not load makes no cache better or worse; its start will tell.
    }
  }
}

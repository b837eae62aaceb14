package dev.carafe.agent;

import dev.carafe.agent.lifecycle.Arrival;
import dev.carafe.agent.lifecycle.Assignment;
import dev.carafe.agent.lifecycle.AssignmentFile;
import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A start that serves nobody: the agent attaches to a server of its own, answers some calls and
/// drains, and none of the user's code runs. What a JVM learns in it goes into an AOT cache, or
/// serves the start that follows in the same JVM.
final class Rehearsal {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final String CONFIG =
      """
      {"container": "ct-rehearsal", "serverAddress": "%s", "token": "token", "app": "rehearsal",
       "service": {
         "name": "Echo", "className": "dev.carafe.agent.Rehearsal$Echo",
         "parameters": [{"declaringClass": "dev.carafe.agent.Rehearsal$Echo", "name": "greeting",
           "type": "STRING", "javaType": "java.lang.String", "enumConstants": []}],
         "enter": [{"declaringClass": "dev.carafe.agent.Rehearsal$Echo", "method": "enter"}],
         "exit": [{"declaringClass": "dev.carafe.agent.Rehearsal$Echo", "method": "exit"}],
         "functions": [
           {"name": "Echo.say", "method": "say", "isStatic": false,
             "descriptor": "()Ljava/lang/String;", "arguments": []},
           {"name": "Echo.join", "method": "join", "isStatic": false,
             "descriptor": "(Ljava/lang/String;)Ljava/lang/String;",
             "arguments": [{"name": "text", "type": "java.lang.String"}]},
           {"name": "Echo.echo", "method": "echo", "isStatic": false,
             "descriptor": "(Ljava/lang/String;I)Ljava/lang/String;",
             "arguments": [{"name": "text", "type": "java.lang.String"},
               {"name": "times", "type": "int"}]}]},
       "parameters": {"greeting": "hello"},
       "volumes": [{"volume": "echoes", "path": "/echoes", "readOnly": true}]}
      """;

  private Rehearsal() {}

  /// What is called in it.
  public static final class Echo {
    private String greeting = "";

    private record Line(String text, int times) {}

    void enter() {
      System.out.println(greeting);
    }

    void exit() {
      System.out.println("goodbye");
    }

    public String echo(String text, int times) {
      System.out.println(text);
      return text.repeat(times);
    }

    public String say() {
      return greeting;
    }

    /// In words of which most methods are made.
    public String join(String text) {
      Line line = new Line(text, 2);
      System.out.println(greeting + " " + line);
      return Stream.of(greeting, text)
          .filter(part -> !part.isEmpty())
          .map(part -> part + line.times())
          .collect(Collectors.joining(" "));
    }
  }

  /// As the whole life of this JVM, which loads the user's class too; its exit code. It does what
  /// every container does and no more: each class that is in a cache costs each start some time.
  static int run(Optional<Assignment> real) throws IOException {
    try (RehearsalServer server =
        RehearsalServer.like(real.map(Assignment::serverAddress).orElse(""))) {
      byte[] config = CONFIG.formatted(server.address()).getBytes(StandardCharsets.UTF_8);
      Container container = new Container(AssignmentFile.parse(config));
      return beside(
          () -> server.run(container, false),
          () -> {
            int code = container.run();
            real.ifPresent(Rehearsal::load);
            return code;
          });
    }
  }

  /// Before the start of a container whose server has such an address; 0 if all went well. All that
  /// the first call may need is done once.
  static int before(String address) throws IOException {
    try (RehearsalServer server = RehearsalServer.like(address)) {
      Container container = new Container(awaited(CONFIG.formatted(server.address())));
      return beside(() -> server.run(container, true), container::rehearse);
    }
  }

  private static int beside(Runnable server, IntSupplier life) {
    Thread serving = Thread.ofPlatform().daemon().start(server);
    try {
      return life.getAsInt();
    } finally {
      serving.interrupt();
    }
  }

  private static Assignment awaited(String config) throws IOException {
    Path folder = Files.createTempDirectory("carafe-rehearsal");
    Path part = Files.writeString(folder.resolve("part"), config);
    Path file = folder.resolve("agent.json");
    Thread giving = Thread.ofPlatform().daemon().start(() -> give(part, file));
    try {
      if (!Arrival.await(file, LONGEST_WAIT)) {
        throw new IOException("%s did not come".formatted(file));
      }
      return AssignmentFile.take(file);
    } finally {
      giving.interrupt();
      Files.deleteIfExists(part);
      Files.delete(folder);
    }
  }

  private static void give(Path part, Path file) {
    try {
      while (!Files.exists(file.resolveSibling(AgentJvm.WAITING))) {
        Thread.sleep(1);
      }
      Files.move(part, file);
    } catch (IOException | InterruptedException e) {
      // nobody waits any more
    }
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

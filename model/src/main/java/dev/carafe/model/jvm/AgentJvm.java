package dev.carafe.model.jvm;

import dev.carafe.model.app.Resources;
import java.util.List;

/// What the JVM of a container is started with on every engine.
public final class AgentJvm {
  /// The agent's entry; its one argument is the path of its config.
  public static final String MAIN = "dev.carafe.agent.Main";

  /// Runs one function while an image is built: class, method, descriptor, and arguments as JSON.
  public static final String BUILD_FUNCTION = "dev.carafe.agent.BuildFunction";

  /// What an AOT cache depends on, the same for every container.
  public static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// A further flag where classes may be given new code. An AOT cache does not depend on it.
  public static final String SWAPPABLE = "-XX:+EnableDynamicAgentLoading";

  /// The file beside its config by which an agent that was started without one says that it waits.
  public static final String WAITING = "waiting";

  /// How it ends when its heap is full: at once, with this exit code and a line in its output.
  public static final int OUT_OF_MEMORY = 3;

  private AgentJvm() {}

  /// How much it may take, and how it ends; `crashFile` is where it says why it broke.
  public static List<String> bounds(Resources resources, String crashFile) {
    return List.of(
        "-Xmx%dm".formatted(HeapSize.mebibytes(resources)),
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + crashFile);
  }
}

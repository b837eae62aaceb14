package dev.carafe.process;

import dev.carafe.model.app.Resources;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.EngineException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The command line of a container's JVM.
final class JvmCommand {
  private JvmCommand() {}

  static List<String> of(
      ContainerStart start, ContainerDirectory directory, Jdk jdk, Optional<Path> aotCache) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(AgentJvm.FLAGS);
    aotCache.ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    command.addAll(AgentJvm.bounds(start.resources(), directory.crash().toString()));
    processors(start.resources()).ifPresent(command::add);
    command.add("-Djava.io.tmpdir=" + directory.tmp());
    command.addAll(start.jvmFlags());
    command.addAll(List.of("-cp", classPath(start.classPath()), AgentJvm.MAIN));
    command.add(directory.config().toString());
    return command;
  }

  static String classPath(List<Path> entries) {
    List<String> texts = entries.stream().map(p -> p.toAbsolutePath().toString()).toList();
    texts.stream()
        .filter(t -> t.contains(File.pathSeparator))
        .findFirst()
        .ifPresent(
            t -> {
              throw new EngineException(
                  "%s cannot be on a class path, as its name has a \"%s\". Rename it or its folder"
                      .formatted(t, File.pathSeparator));
            });
    return String.join(File.pathSeparator, texts);
  }

  /// As many processors as the limit has, rounded up; none where the machine has no more.
  private static Optional<String> processors(Resources resources) {
    int host = Runtime.getRuntime().availableProcessors();
    return resources.cpuLimit().stream()
        .mapToInt(limit -> Math.max(1, (int) Math.ceil(limit)))
        .filter(cores -> cores < host)
        .mapToObj(cores -> "-XX:ActiveProcessorCount=" + cores)
        .findFirst();
  }
}

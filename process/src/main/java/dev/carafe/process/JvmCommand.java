package dev.carafe.process;

import dev.carafe.model.app.Resources;
import dev.carafe.model.jvm.AgentJvm;
import dev.carafe.model.jvm.HeapSize;
import dev.carafe.model.spi.ContainerStart;
import dev.carafe.model.spi.EngineException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The command line of a container's JVM.
final class JvmCommand {
  private JvmCommand() {}

  static List<String> of(
      ContainerStart start, ContainerDirectory directory, Jdk jdk, Optional<Path> aotCache) {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(AgentJvm.FLAGS);
    aotCache.ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
    command.addAll(limits(start.resources()));
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + directory.crash(),
            "-Djava.io.tmpdir=" + directory.tmp()));
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

  private static List<String> limits(Resources resources) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx%dm".formatted(HeapSize.mebibytes(resources, hostMemory())));
    int host = Runtime.getRuntime().availableProcessors();
    resources
        .cpuLimit()
        .ifPresent(
            limit -> {
              int cores = Math.max(1, (int) Math.ceil(limit));
              if (cores < host) {
                flags.add("-XX:ActiveProcessorCount=" + cores);
              }
            });
    return flags;
  }

  private static OptionalLong hostMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean host
        ? OptionalLong.of(host.getTotalMemorySize())
        : OptionalLong.empty();
  }
}

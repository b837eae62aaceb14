package dev.carafe.process;

import dev.carafe.model.aot.AotTask;
import dev.carafe.model.aot.TrainingRoom;
import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Trains in child processes, in a folder as a container has one.
final class ProcessTraining implements TrainingRoom {
  private static final long LIMIT_SECONDS = 120;

  private final AotTask task;
  private final Jdk jdk;
  private final ContainerDirectory room;
  private volatile boolean ending;
  private volatile @Nullable Process current;

  private ProcessTraining(AotTask task, Jdk jdk, ContainerDirectory room) {
    this.task = task;
    this.jdk = jdk;
    this.room = room;
  }

  static ProcessTraining in(Path parent, Jdk jdk, AotTask task) throws IOException {
    var room = new ContainerDirectory(parent.resolve("training-" + task.key()));
    room.delete();
    room.create();
    room.give(task.agentConfig());
    return new ProcessTraining(task, jdk, room);
  }

  @Override
  public Path folder() {
    return room.root();
  }

  @Override
  public String inside(String name) {
    return folder().resolve(name).toString();
  }

  @Override
  public boolean run(List<String> flags) throws IOException, InterruptedException {
    if (ending) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command(flags))
            .directory(room.work().toFile())
            .redirectErrorStream(true)
            .redirectOutput(room.output().toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("LANG", "C.UTF-8", "HOME", room.home().toString()));
    Process process = builder.start();
    current = process;
    try {
      return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } finally {
      end(process);
    }
  }

  private List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19", jdk.java().toString()));
    command.addAll(AgentJvm.FLAGS);
    command.addAll(flags);
    command.addAll(task.flags());
    command.addAll(List.of("-Djava.io.tmpdir=" + room.tmp(), "-cp"));
    command.addAll(List.of(JvmCommand.classPath(task.classPath()), AgentJvm.MAIN));
    command.addAll(List.of("--train", room.config().toString()));
    return command;
  }

  @Override
  public void stop() {
    ending = true;
    Process process = current;
    if (process != null) {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    room.delete();
  }
}

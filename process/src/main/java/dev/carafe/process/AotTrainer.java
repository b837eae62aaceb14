package dev.carafe.process;

import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes one AOT cache: the agent runs in its training mode, which goes the way of a start without
/// running user code, and the JVM keeps what it loaded and linked. A cache is kept when a JVM was
/// seen to take the agent from it, and not to start slower with it.
final class AotTrainer {
  private static final long LIMIT_SECONDS = 120;
  private static final int TIMED_RUNS = 2;
  private static final String FROM_CACHE = AgentJvm.MAIN + " source: shared objects file";

  private final Jdk jdk;
  private volatile boolean ending;
  private volatile @Nullable Process current;

  AotTrainer(Jdk jdk) {
    this.jdk = jdk;
  }

  /// A class path to be trained; `flags` come after the fixed ones.
  record Task(String key, List<Path> classPath, List<String> flags, byte[] agentConfig) {}

  /// What came of a training.
  enum Verdict {
    KEPT,
    NOT_MADE,
    DOES_NOT_LOAD,
    DOES_NOT_HELP
  }

  /// Makes a cache, and puts it at `target` if it is a good one.
  Verdict train(Task task, Path target) throws IOException, InterruptedException {
    ContainerDirectory room =
        new ContainerDirectory(target.resolveSibling("training-" + task.key()));
    room.delete();
    try {
      room.create(task.agentConfig());
      Path made = room.root().resolve("cache.aot");
      if (!run(task, room, List.of("-XX:AOTCacheOutput=" + made)) || !Files.exists(made)) {
        return Verdict.NOT_MADE;
      }
      if (!loads(task, room, made)) {
        return Verdict.DOES_NOT_LOAD;
      }
      if (!helps(task, room, made)) {
        return Verdict.DOES_NOT_HELP;
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      return Verdict.KEPT;
    } finally {
      room.delete();
    }
  }

  private boolean loads(Task task, ContainerDirectory room, Path made)
      throws IOException, InterruptedException {
    Path log = room.root().resolve("load.log");
    return run(task, room, List.of("-XX:AOTCache=" + made, "-Xlog:class+load:file=" + log))
        && Files.readString(log).contains(FROM_CACHE);
  }

  private boolean helps(Task task, ContainerDirectory room, Path made)
      throws IOException, InterruptedException {
    long with = Long.MAX_VALUE;
    long without = Long.MAX_VALUE;
    for (int i = 0; i < TIMED_RUNS; i++) {
      with = Math.min(with, nanos(task, room, List.of("-XX:AOTCache=" + made)));
      without = Math.min(without, nanos(task, room, List.of()));
    }
    return with < without;
  }

  private long nanos(Task task, ContainerDirectory room, List<String> flags)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    return run(task, room, flags) ? System.nanoTime() - start : Long.MAX_VALUE;
  }

  private boolean run(Task task, ContainerDirectory room, List<String> flags)
      throws IOException, InterruptedException {
    if (ending) {
      return false;
    }
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19", jdk.java().toString()));
    command.addAll(AgentJvm.FLAGS);
    command.addAll(flags);
    command.addAll(task.flags());
    command.addAll(List.of("-Djava.io.tmpdir=" + room.tmp(), "-cp"));
    command.addAll(List.of(JvmCommand.classPath(task.classPath()), AgentJvm.MAIN));
    command.addAll(List.of("--train", room.config().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
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

  /// Ends a training that runs, and every later one.
  void stop() {
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
}

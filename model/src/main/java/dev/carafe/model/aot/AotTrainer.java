package dev.carafe.model.aot;

import dev.carafe.model.jvm.AgentJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes one AOT cache at a time: the agent runs in its training mode, which goes the way of a
/// start without running user code, and the JVM keeps what it loaded and linked. A cache is kept
/// when a JVM was seen to take the agent from it, and not to start slower with it.
public final class AotTrainer {
  private static final int TIMED_RUNS = 2;
  private static final String FROM_CACHE = AgentJvm.MAIN + " source: shared objects file";

  private final TrainingRoom.Maker rooms;
  private volatile boolean ending;
  private volatile @Nullable TrainingRoom current;

  public AotTrainer(TrainingRoom.Maker rooms) {
    this.rooms = rooms;
  }

  /// What came of a training.
  public enum Verdict {
    KEPT,
    NOT_MADE,
    DOES_NOT_LOAD,
    DOES_NOT_HELP
  }

  /// Makes a cache, and puts it at `target`, on the room's file system, if it is a good one.
  public Verdict train(AotTask task, Path target) throws IOException, InterruptedException {
    try (TrainingRoom room = rooms.open(task)) {
      current = room;
      if (ending) {
        return Verdict.NOT_MADE;
      }
      Path made = room.folder().resolve("cache.aot");
      if (!room.run(List.of("-XX:AOTCacheOutput=" + room.inside("cache.aot")))
          || !Files.exists(made)) {
        return Verdict.NOT_MADE;
      }
      if (!loads(room)) {
        return Verdict.DOES_NOT_LOAD;
      }
      if (!helps(room)) {
        return Verdict.DOES_NOT_HELP;
      }
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      return Verdict.KEPT;
    } finally {
      current = null;
    }
  }

  private static String with(TrainingRoom room) {
    return "-XX:AOTCache=" + room.inside("cache.aot");
  }

  private static boolean loads(TrainingRoom room) throws IOException, InterruptedException {
    String log = "-Xlog:class+load:file=" + room.inside("load.log");
    return room.run(List.of(with(room), log))
        && Files.readString(room.folder().resolve("load.log")).contains(FROM_CACHE);
  }

  private static boolean helps(TrainingRoom room) throws IOException, InterruptedException {
    long with = Long.MAX_VALUE;
    long without = Long.MAX_VALUE;
    for (int i = 0; i < TIMED_RUNS; i++) {
      with = Math.min(with, nanos(room, List.of(with(room))));
      without = Math.min(without, nanos(room, List.of()));
    }
    return with < without;
  }

  private static long nanos(TrainingRoom room, List<String> flags)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    return room.run(flags) ? System.nanoTime() - start : Long.MAX_VALUE;
  }

  /// Ends a training that runs, and every later one.
  public void stop() {
    ending = true;
    TrainingRoom room = current;
    if (room != null) {
      room.stop();
    }
  }
}

package dev.carafe.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.PidsStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerUsage;
import dev.carafe.model.spi.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the daemon says a container uses. It looks twice, a second apart.
final class UsageReading extends ResultCallback.Adapter<Statistics> {
  /// A daemon that answers takes one or two seconds.
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private volatile @Nullable Statistics told;

  private UsageReading() {}

  /// Empty if it does not run.
  static Optional<ContainerUsage> of(DockerClient docker, ContainerId id, String dockerId)
      throws InterruptedException {
    try (var reading = new UsageReading()) {
      docker.statsCmd(dockerId).withNoStream(true).exec(reading);
      if (!reading.awaitCompletion(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("no answer in %d s".formatted(LONGEST.toSeconds()));
      }
      return Optional.ofNullable(reading.told).flatMap(UsageReading::usage);
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (RuntimeException | IOException e) {
      throw new EngineException(
          "Docker does not say what container %s uses: %s".formatted(id, OwnContainers.words(e)),
          e);
    }
  }

  @Override
  public void onNext(Statistics statistics) {
    told = statistics;
  }

  private static Optional<ContainerUsage> usage(Statistics said) {
    PidsStatsConfig pids = said.getPidsStats();
    Long threads = pids == null ? null : pids.getCurrent(); // the kernel counts them as processes
    if (threads == null || threads == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new ContainerUsage(cores(said), memory(said.getMemoryStats()), threads.intValue()));
  }

  private static double cores(Statistics said) {
    OptionalLong before = nanos(said.getPreCpuStats());
    OptionalLong now = nanos(said.getCpuStats());
    if (before.isEmpty() || now.isEmpty()) {
      return 0;
    }
    Duration elapsed =
        Duration.between(Instant.parse(said.getPreread()), Instant.parse(said.getRead()));
    return Math.max(0, now.getAsLong() - before.getAsLong()) / (double) elapsed.toNanos();
  }

  private static OptionalLong nanos(@Nullable CpuStatsConfig cpu) {
    Long total =
        cpu == null || cpu.getCpuUsage() == null ? null : cpu.getCpuUsage().getTotalUsage();
    return total == null ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /// As `docker stats` counts: without the files that it has read and does not need.
  private static long memory(@Nullable MemoryStatsConfig memory) {
    if (memory == null || memory.getUsage() == null) {
      return 0;
    }
    long usage = memory.getUsage();
    StatsConfig detail = memory.getStats();
    Long idle = detail == null ? null : detail.getTotalInactiveFile();
    if (idle == null) {
      idle = detail == null ? null : detail.getInactiveFile(); // cgroups of version 2
    }
    return idle == null ? usage : usage - Math.min(idle, usage);
  }
}

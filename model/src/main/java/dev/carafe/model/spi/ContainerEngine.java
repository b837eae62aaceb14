package dev.carafe.model.spi;

import dev.carafe.model.id.ContainerId;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where containers live. Implementations are safe for use by many threads; every method returns
/// within its own bound.
public interface ContainerEngine extends AutoCloseable {

  /// `process` or `docker`, as on the command line.
  String name();

  /// Whether it can cut a container off from the network.
  boolean blocksNetwork();

  /// Why it cannot limit what a container writes to its own places, and what to do; empty if it
  /// can.
  Optional<String> limitsNoDisk();

  /// Starts a container and returns once its process runs. Throws [EngineException] when it cannot;
  /// nothing is left behind.
  void start(ContainerStart start);

  /// Whether it can mount Volumes in a container that runs already: for [#prestart] of one that has
  /// some.
  boolean mountsLate();

  /// Starts a container ahead of its need, with all of `start` but its config and its Volumes,
  /// whose places are empty. Its agent waits for [#claim], and ends by itself a minute after nobody
  /// let it [wait on][#waitOn]. Throws as [#start] does.
  void prestart(ContainerStart start);

  /// Whether a container that was started ahead has come to where it waits, and has not gone on
  /// from there.
  boolean waits(ContainerId container);

  /// Lets a container that was started ahead wait for another minute. Unknown ids are ignored.
  void waitOn(ContainerId container);

  /// Gives a container that waits what it is for: the Volumes and the config of `start`. Throws
  /// [EngineException] when it has ended or cannot be given all; it is then of no use any more.
  void claim(ContainerStart start);

  /// Puts a newer view of a Volume in the place of the one that a running container sees. False:
  /// its agent can do so itself, and shall. Throws [EngineException] when nobody can; the container
  /// then sees what it saw.
  boolean show(ContainerId container, VolumeAttachment view);

  /// Runs a command in a running container, beside its agent and with its environment, until it
  /// ends; its exit code. An interrupt ends the wait, and the command where that can be done.
  int exec(ContainerId container, List<String> command, InputStream in, ExecOutput output)
      throws InterruptedException;

  /// What a container uses, measured for about a second; empty if it does not run.
  Optional<ContainerUsage> usage(ContainerId container) throws InterruptedException;

  /// Asks the process to end, and kills it with all its children when `grace` has passed. Unknown
  /// ids are ignored.
  void stop(ContainerId container, Duration grace);

  /// Ends the process and its children now. Unknown ids are ignored.
  void kill(ContainerId container);

  /// Reports each container that ended, once, whatever the reason. Set before the first start.
  void onExit(Consumer<ContainerExit> listener);

  /// The containers of an earlier server on this data directory that still run. They are watched
  /// from here on.
  List<ContainerId> recover();

  /// Ends everything this engine started and removes what it left on the host.
  @Override
  void close();
}

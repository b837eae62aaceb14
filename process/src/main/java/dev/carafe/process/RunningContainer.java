package dev.carafe.process;

import dev.carafe.model.id.ContainerId;
import dev.carafe.model.spi.ContainerUsage;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// One container of this engine. Safe for use by many threads.
final class RunningContainer {
  private final ContainerId id;
  private final ContainerDirectory directory;
  private final ProcessFamily family;
  private final ProcessHandle leader;
  private final Optional<Process> child;
  private final OptionalLong memoryLimit;
  private volatile Optional<String> asked = Optional.empty();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private RunningContainer(
      ContainerId id,
      ContainerDirectory directory,
      ProcessIdentity identity,
      ProcessHandle leader,
      Optional<Process> child,
      OptionalLong memoryLimit) {
    this.id = id;
    this.directory = directory;
    this.family = new ProcessFamily(CleanEnvironment.mark(directory), Optional.of(identity));
    this.leader = leader;
    this.child = child;
    this.memoryLimit = memoryLimit;
  }

  static RunningContainer started(
      ContainerId id,
      ContainerDirectory directory,
      ProcessIdentity identity,
      Process child,
      OptionalLong memoryLimit) {
    return new RunningContainer(
        id, directory, identity, child.toHandle(), Optional.of(child), memoryLimit);
  }

  static RunningContainer adopted(
      ContainerId id,
      ContainerDirectory directory,
      ProcessIdentity identity,
      ProcessHandle leader) {
    return new RunningContainer(
        id, directory, identity, leader, Optional.empty(), OptionalLong.empty());
  }

  ContainerId id() {
    return id;
  }

  ContainerDirectory directory() {
    return directory;
  }

  /// Of its agent.
  long pid() {
    return leader.pid();
  }

  OptionalLong memoryLimit() {
    return memoryLimit;
  }

  ContainerUsage usage() throws InterruptedException {
    return new UsageReading(family).take();
  }

  /// What was asked of it last, if its end was: "stopped".
  Optional<String> asked() {
    return asked;
  }

  /// Runs `action` on the thread that sees its end.
  void onEnd(Runnable action) {
    var _ = leader.onExit().thenRun(action);
  }

  OptionalInt exitCode() {
    return child.isPresent() ? OptionalInt.of(child.get().exitValue()) : OptionalInt.empty();
  }

  void terminate(String reason) {
    say(asked.orElse(reason));
    leader.destroy();
  }

  void kill(String reason) {
    say(reason);
    family.kill();
  }

  private void say(String reason) {
    asked = Optional.of(reason);
  }

  /// Ends what its process left behind.
  void sweep() {
    family.kill();
  }

  /// Its process, all that came from it, and its folder are gone.
  void gone() {
    gone.complete(null);
  }

  CompletableFuture<Void> whenGone() {
    return gone;
  }
}

package dev.carafe.testing.journey;

import dev.carafe.client.Carafe;
import dev.carafe.testing.CarafeCommand;
import dev.carafe.testing.RunningCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// A `carafe server start` in a process of its own.
final class ServerProcess implements AutoCloseable {
  private static final String CLASSES = "target/test-classes";
  private static final Queue<SocketChannel> KEPT = new ConcurrentLinkedQueue<>();

  private final CarafeCommand command;
  private final RunningCommand running;
  private final String address;
  private final Path data;

  private ServerProcess(CarafeCommand command, RunningCommand running, String address, Path data) {
    this.command = command;
    this.running = running;
    this.address = address;
    this.data = data;
  }

  /// An address with a port that this JVM keeps for servers that it starts, and starts again:
  /// bound, no socket that asks for any port is given it, and one that asks for it by its number
  /// still is (`SO_REUSEADDR`).
  static String ownAddress() {
    try {
      SocketChannel port =
          SocketChannel.open()
              .setOption(StandardSocketOptions.SO_REUSEADDR, true)
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      KEPT.add(port);
      return "127.0.0.1:" + port.socket().getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one on the engine of [Installed#engine()], with options of the command, and waits until
  /// it listens.
  static ServerProcess start(Path folder, Path data, String address, String... options) {
    return start(CarafeCommand.in(folder), List.of(), data, address, options);
  }

  /// The same with `before`, the words of a program to start it with.
  static ServerProcess start(
      CarafeCommand command, List<String> before, Path data, String address, String... options) {
    List<String> start = List.of("server", "start", "--data", data.toString(), "--listen", address);
    RunningCommand running =
        command.startWithin(
            before, Stream.concat(start.stream(), Stream.of(options)).toArray(String[]::new));
    Eventually.is(
        "the server listens",
        () -> running.out().contains("listens at") || !running.isAlive(),
        running::err);
    if (!running.isAlive()) {
      throw new AssertionError("the server ended at once: " + running.err());
    }
    return new ServerProcess(command.withServer(address), running, address, data);
  }

  /// The command, talking to it.
  CarafeCommand command() {
    return command;
  }

  /// Deploys the app of a class of these tests, as a user does.
  void deploy(Class<?> app) {
    CarafeCommand.Result deploy =
        command
            .with("CLASSPATH", Path.of(CLASSES).toAbsolutePath().toString())
            .run("deploy", app.getName());
    if (deploy.exitCode() != 0) {
      throw new AssertionError(deploy.err());
    }
  }

  /// The command, seeing the files that the server sees.
  RunningCommand startBeside(String... arguments) {
    return command.startWithin(
        List.of(
            "nsenter", "-U", "-m", "--preserve-credentials", "-t", Long.toString(running.pid())),
        arguments);
  }

  Carafe connect() {
    return Carafe.connect(address);
  }

  /// Its containers that run, also those it has lost.
  Set<String> containers() {
    return LiveContainers.of(data);
  }

  /// All that it has logged.
  String said() {
    return running.out() + running.err();
  }

  /// What it has left on the machine.
  List<String> left() {
    return LiveContainers.leftBy(data);
  }

  void kill() {
    running.kill();
  }

  @Override
  public void close() {
    running.close();
    containers().forEach(id -> LiveContainers.kill(data, id));
  }
}

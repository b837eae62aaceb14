package dev.carafe.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carafe.model.id.ContainerId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.actions.ActionRunner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerEndTest {
  @TempDir Path dir;

  @Test
  void whatIsStillDecidedAsTheServerEndsIsLeftUndoneWithoutAFailure() {
    ServerParts parts =
        ServerParts.start(
            new ServerOptions(
                dir, "process", "127.0.0.1:0", List.of(), List.of(Path.of("agent.jar"))));
    ActionRunner actions = parts.part(ActionRunner.class);
    parts.close();

    ContainerId lost = new ContainerId("ct-1");
    assertThatCode(
            () ->
                actions.perform(
                    List.of(
                        new Action.KillContainer(lost, "its agent is lost"),
                        new Action.DrainContainer(lost, "its agent is lost", 10))))
        .doesNotThrowAnyException();
  }

  @Test
  void theThreadsOfASocketEndWithIt() {
    SocketServer socket =
        GrpcServer.listening(
            dir.resolve("agents.sock"),
            new GrpcServer.Services(new StartGate(), List.of(), List.of()),
            Runnable::run);
    assertThat(socketThreads()).isNotEmpty();

    socket.close();

    assertThat(socketThreads()).isEmpty();
  }

  private static List<String> socketThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("agents-"))
        .toList();
  }
}

package dev.carafe.server.wiring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.carafe.model.id.ContainerId;
import dev.carafe.scheduler.core.Action;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.actions.ActionRunner;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  @Test
  @Timeout(60)
  void aPeerThatIsFrozenIsTakenForGone() throws IOException {
    Server server =
        GrpcServer.listening(
            "127.0.0.1:0",
            new GrpcServer.Services(new StartGate(), List.of(), List.of()),
            Runnable::run,
            Duration.ofMillis(50));
    try (Socket frozen = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
      frozen.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      frozen.getOutputStream().write(settings);

      assertThat(frozen.getInputStream().readAllBytes())
          .as("what the server says to one that never answers, until it hangs up")
          .isNotEmpty();
    } finally {
      server.shutdownNow();
    }
  }

  private static List<String> socketThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("agents-"))
        .toList();
  }
}

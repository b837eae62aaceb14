package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.agent.AgentProcess.Setup;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.Hello;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconnectTest {
  @TempDir Path temp;

  @Test
  void aBrokenLinkIsMadeAnewWithWhatRunsAndWhatMayBeLost() throws Exception {
    try (AgentProcess agent = new Setup(temp).enter("enter").start()) {
      agent.ready();
      agent.server.await(FromAgent::hasHello);
      agent.dispatch("fc-long", "sleep", 2000L);
      agent.server.await(FromAgent::hasInputsStarted);
      agent.call("fc-short", "here");
      agent.server.restart();
      Hello hello = agent.server.await(FromAgent::hasHello).getHello();
      assertThat(hello.getReady()).isTrue();
      assertThat(hello.getToken()).isEqualTo("token-1");
      assertThat(hello.getRunningList())
          .containsExactlyInAnyOrder(agent.key("fc-long"), agent.key("fc-short"));
      assertThat(agent.value("here", agent.returned("fc-short"))).isEqualTo("static");
      assertThat(agent.returned("fc-long").hasFailure()).isFalse();
      assertThat(agent.call("fc-after", "here")).isEqualTo("static");
    }
  }

  @Test
  void aContainerTheServerDoesNotWantEndsAfterItsExitHooks() throws Exception {
    try (AgentProcess agent = new Setup(temp).start()) {
      agent.ready();
      agent.server.expectToken("another");
      agent.server.restart();
      assertThat(agent.exitCode()).isEqualTo(4);
      assertThat(agent.output()).contains("no such token");
    }
  }
}

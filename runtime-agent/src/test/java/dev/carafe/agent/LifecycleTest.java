package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.agent.AgentProcess.Setup;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.protocol.proto.Lifecycle;
import dev.carafe.protocol.proto.Lifecycle.Event;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @TempDir Path temp;

  @Test
  void hooksRunOnceInOrderOnOneThreadBetweenLoadedAndReady() throws Exception {
    Setup setup =
        new Setup(temp).enter("enterBase", "enterOverridden", "enter").exit("exit", "exitBase");
    try (AgentProcess agent = setup.start()) {
      agent.lifecycle(Event.EVENT_LOADED);
      agent.ready();
      assertThat(agent.call("fc-1", "happened"))
          .isEqualTo(List.of("enterBase on main", "enterOverridden", "enter on main"));
      assertThat(agent.line("entering").getCallId()).isEmpty();
      assertThat(temp.resolve("agent.json")).doesNotExist();
      agent.drain();
      assertThat(agent.lifecycle(Event.EVENT_EXITED).hasFailure()).isFalse();
      agent.line("exit");
      agent.line("exitBase");
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.server.ended()).isTrue();
    }
  }

  @Test
  void parametersAreSetBeforeTheHooks() throws Exception {
    Setup setup = new Setup(temp).enter("enter");
    setup.parameterFields =
        List.of(
            parameter("demo.Greeter", "name", ParameterSpec.Type.STRING),
            parameter("demo.Greeter", "loud", ParameterSpec.Type.BOOLEAN),
            parameter("demo.Greeter", "ratio", ParameterSpec.Type.DOUBLE),
            parameter("demo.Greeter", "big", ParameterSpec.Type.LONG),
            parameter("demo.Greeter", "mood", ParameterSpec.Type.ENUM),
            parameter("demo.GreeterBase", "number", ParameterSpec.Type.INT),
            parameter("demo.GreeterBase", "bytes", ParameterSpec.Type.BYTES));
    setup.parameters =
        Map.of(
            "name",
            "Ada",
            "loud",
            "true",
            "ratio",
            "0.5",
            "big",
            "5000000000",
            "mood",
            "GLAD",
            "number",
            "-3",
            "bytes",
            "AAEC");
    try (AgentProcess agent = setup.start()) {
      agent.ready();
      assertThat(agent.call("fc-1", "parameters")).isEqualTo("Ada true 0.5 5000000000 GLAD -3 3");
      assertThat(agent.call("fc-2", "here")).isEqualTo("static");
    }
  }

  private static ParameterSpec parameter(String declaring, String name, ParameterSpec.Type type) {
    return new ParameterSpec(declaring, name, type, "", List.of(), Optional.empty());
  }

  @Test
  void aHookThatThrowsEndsTheContainerWithItsExceptionAndLogs() throws Exception {
    try (AgentProcess agent = new Setup(temp).enter("enter", "enterFails").start()) {
      Lifecycle failed = agent.lifecycle(Event.EVENT_ENTER_FAILED);
      assertThat(failed.getFailure().getClassName()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failed.getFailure().getMessage()).isEqualTo("no model at /models/x");
      assertThat(failed.getFailure().getFramesList())
          .extracting(f -> f.getDeclaringClass() + "." + f.getMethod())
          .containsExactly("demo.Greeter.enterFails");
      agent.line("about to fail");
      assertThat(agent.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aMissingClassIsToldAsAFailedStart() throws Exception {
    Setup setup = new Setup(temp);
    setup.className = "demo.Gone";
    try (AgentProcess agent = setup.start()) {
      assertThat(agent.lifecycle(Event.EVENT_ENTER_FAILED).getFailure().getMessage())
          .startsWith("The class demo.Gone of Greeter does not load: java.lang.ClassNotFound");
      assertThat(agent.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aStaticInitialiserThatFailsIsTheFailure() throws Exception {
    Setup setup = new Setup(temp);
    setup.className = "demo.Broken";
    setup.type = demo.Broken.class;
    try (AgentProcess agent = setup.start()) {
      assertThat(agent.lifecycle(Event.EVENT_ENTER_FAILED).getFailure().getClassName())
          .isEqualTo("java.lang.ExceptionInInitializerError");
    }
  }

  @Test
  void aFailingExitHookIsToldAndTheOthersRun() throws Exception {
    try (AgentProcess agent = new Setup(temp).exit("exitFails", "exit").start()) {
      agent.ready();
      agent.drain();
      assertThat(agent.lifecycle(Event.EVENT_EXITED).getFailure().getMessage())
          .isEqualTo("cannot close");
      agent.line("exit");
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void sigtermIsADrain() throws Exception {
    try (AgentProcess agent = new Setup(temp).exit("exit").start()) {
      agent.ready();
      agent.dispatch("fc-1", "sleep", 300L);
      agent.server.await(f -> f.hasInputsStarted());
      agent.terminate();
      assertThat(agent.returned("fc-1").hasFailure()).isFalse();
      agent.lifecycle(Event.EVENT_EXITED);
      agent.line("exit");
      assertThat(agent.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void threadsOfUserCodeDoNotKeepADrainedContainer() throws Exception {
    try (AgentProcess agent = new Setup(temp).start()) {
      agent.ready();
      agent.call("fc-1", "startThreadThatStays");
      agent.drain();
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void systemExitOfUserCodeEndsTheProcessAndItsLogsArrive() throws Exception {
    try (AgentProcess agent = new Setup(temp).exit("exit").start()) {
      agent.ready();
      agent.dispatch("fc-1", "exitWith", 9);
      assertThat(agent.exitCode()).isEqualTo(9);
      agent.line("leaving");
      assertThat(agent.server.rest()).noneMatch(f -> f.toString().contains("EVENT_EXITED"));
    }
  }

  @Test
  void noMoreDirectMemoryEndsTheContainerAsOutOfMemory() throws Exception {
    Setup setup = new Setup(temp);
    setup.flags = List.of("-XX:MaxDirectMemorySize=100m");
    try (AgentProcess agent = setup.start()) {
      agent.ready();
      agent.dispatch("fc-1", "fillDirectMemory");
      assertThat(agent.exitCode()).isEqualTo(3);
      assertThat(agent.output()).contains("Terminating due to java.lang.OutOfMemoryError");
    }
  }
}

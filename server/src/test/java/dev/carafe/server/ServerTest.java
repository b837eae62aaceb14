package dev.carafe.server;

import static dev.carafe.server.ServerHarness.behaviour;
import static dev.carafe.server.ServerHarness.demo;
import static dev.carafe.server.ServerHarness.say;
import static dev.carafe.server.ServerHarness.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.RetryPolicy;
import dev.carafe.model.app.Scaling;
import dev.carafe.model.app.Schedule;
import dev.carafe.protocol.proto.AgentInput;
import dev.carafe.protocol.proto.AppRequest;
import dev.carafe.protocol.proto.AttachCall;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.CallRequest;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.ContainerRequest;
import dev.carafe.protocol.proto.ContainerRow;
import dev.carafe.protocol.proto.ContainerStatsRequest;
import dev.carafe.protocol.proto.ContainerStatsRow;
import dev.carafe.protocol.proto.CreateSecretRequest;
import dev.carafe.protocol.proto.ExplainCallReply;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.ListAppsRequest;
import dev.carafe.protocol.proto.ListContainersRequest;
import dev.carafe.protocol.proto.ListSecretsRequest;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.RollbackAppRequest;
import dev.carafe.protocol.proto.ServerFrame;
import dev.carafe.protocol.proto.StageRow;
import dev.carafe.protocol.wire.ModelJson;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTest {
  @TempDir Path dir;

  private static InputOutcome ended(ServerHarness.Client client) {
    return client.next(ServerFrame.KindCase.INPUTS_ENDED).getInputsEnded().getInputs(0);
  }

  @Test
  void aCallStartsAContainerAndBringsItsResultBack() {
    try (var server = new ServerHarness(dir, behaviour(t -> t + "!"))) {
      server.deploy(demo());
      var client = server.client("s");
      assertThat(client.declare(1, say()).hasTargetDeclared()).isTrue();
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "hi");
      assertThat(ended(client).getOutcome().getSucceeded()).isEqualTo(text("hi!"));
      client.call("ca-2", CallKind.CALL_KIND_REMOTE, "ho");
      assertThat(ended(client).getOutcome().getSucceeded()).isEqualTo(text("ho!"));
      assertThat(server.engine.starts).hasSize(1);
      ExplainCallReply why =
          server.control.explainCall(CallRequest.newBuilder().setCallId("ca-1").build());
      assertThat(why.getStagesList())
          .extracting(StageRow::getStage)
          .contains("arrived", "placed", "attached", "entered", "dispatched", "returned", "ended");
      assertThat(why.getOutcome()).isEqualTo("succeeded");
    }
  }

  @Test
  void whatThisServerCannotDoIsSaidAtDeploy() {
    ImageSpec image =
        new ImageSpec(
            "",
            List.of(new ImageStepSpec.DebianSlim(), new ImageStepSpec.AptInstall(List.of("curl"))),
            List.of(),
            Map.of(),
            "");
    Schedule nightly = new Schedule.Cron("0 3 * * *", ZoneOffset.UTC);
    String json =
        ModelJson.write(new DeploymentSpec(demo(), List.of(image), List.of()))
            .replace("\"blockNetwork\":false", "\"blockNetwork\":true")
            .replace("\"snapshot\":false", "\"snapshot\":true")
            .replace("\"ephemeralDiskBytes\":null", "\"ephemeralDiskBytes\":33554432")
            .replace("\"schedule\":null", "\"schedule\":" + ModelJson.write(nightly));
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      assertThat(server.warnings(json))
          .anyMatch(w -> w.contains("demo/Echo: the fake engine builds no such layers"))
          .anyMatch(w -> w.contains("aptInstall \"curl\"") && !w.contains("debianSlim"))
          .anyMatch(w -> w.contains("blockNetwork = true"))
          .anyMatch(w -> w.contains("snapshot = true"))
          .anyMatch(
              w -> w.contains("write without a limit: a fake has none, or leave ephemeralDisk"))
          .anyMatch(w -> w.contains("runs nothing by the clock"));
    }
  }

  @Test
  void aDiskOnWhichNoContainerWouldStartIsRefused() {
    String json =
        ModelJson.write(new DeploymentSpec(demo(), List.of(), List.of()))
            .replace("\"ephemeralDiskBytes\":null", "\"ephemeralDiskBytes\":1024");
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      assertThatThrownBy(() -> server.warnings(json))
          .hasMessageContaining("demo/Echo has an ephemeralDisk of 1,024 bytes")
          .hasMessageContaining("16MiB");
    }
  }

  @Test
  void aVariableThatNoShellCanSetIsRefusedBeforeAnythingIsBuilt() {
    ImageSpec image =
        new ImageSpec(
            "demo.Base",
            List.of(new ImageStepSpec.DebianSlim(), new ImageStepSpec.Env("A-B", "1")),
            List.of(),
            Map.of("A-B", "1"),
            "");
    String json =
        ModelJson.write(new DeploymentSpec(demo(), List.of(image), List.of()))
            .replace("\"image\":\"\"", "\"image\":\"demo.Base\"");
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      assertThatThrownBy(() -> server.warnings(json))
          .hasMessageContaining("The image demo.Base sets the variable \"A-B\"")
          .hasMessageContaining("letters, digits and '_'");
    }
  }

  @Test
  void anUnknownFunctionIsRefusedWithTheNearestName() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.deploy(demo());
      var client = server.client("s");
      assertThat(
              client
                  .declare(1, say().setFunction("Echo.sya"))
                  .getTargetRefused()
                  .getReason()
                  .getReason())
          .contains("no function Echo.sya", "Did you mean Echo.say?");
      assertThat(client.declare(2, say().setApp("dmo")).getTargetRefused().getReason().getReason())
          .contains("No app called dmo", "demo");
      assertThat(
              client
                  .declare(3, say().putParameters("voise", "x"))
                  .getTargetRefused()
                  .getReason()
                  .getReason())
          .contains("no @Parameter voise", "voice");
    }
  }

  @Test
  void aSignatureThatNoLongerMatchesIsRefusedBeforeAnythingIsSent() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.deploy(demo());
      var client = server.client("s");
      ServerFrame refused = client.declare(1, say().setSignature("(int) java.lang.String"));
      assertThat(refused.getTargetRefused().getReason().getCode())
          .isEqualTo(Outcome.Code.CODE_SIGNATURE_MISMATCH);
      assertThat(refused.getTargetRefused().getReason().getReason())
          .contains("Echo.say now takes (java.lang.String) java.lang.String; you call (int)");
    }
  }

  @Test
  void differentParameterValuesHaveContainersOfTheirOwnAndTheDefaultIsNone() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.deploy(demo());
      var client = server.client("s");
      for (var target :
          List.of(
              say(), say().putParameters("voice", "low"), say().putParameters("voice", "high"))) {
        client.declare(1, target);
        client.call("ca-" + target.getParametersMap(), CallKind.CALL_KIND_REMOTE, "x");
        assertThat(ended(client).getOutcome().hasSucceeded()).isTrue();
      }
      assertThat(server.engine.starts).hasSize(2);
    }
  }

  @Test
  void aFailureCarriesTheExceptionAndIsRetriedAsOftenAsAsked() {
    AtomicInteger attempts = new AtomicInteger();
    try (var server =
        new ServerHarness(
            dir,
            behaviour(
                t -> {
                  throw new IllegalStateException("attempt " + attempts.incrementAndGet());
                }))) {
      server.deploy(
          demo(
              new Scaling(0, 1, 0, Duration.ofSeconds(60)),
              new RetryPolicy(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)),
              "java.lang.String"));
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      Outcome.Failed failed = ended(client).getOutcome().getFailed();
      assertThat(failed.getFailure().getMessage()).isEqualTo("attempt 3");
      assertThat(failed.getAttempt()).isEqualTo(3);
    }
  }

  @Test
  void enterThatFailsThreeTimesIsToldToTheCaller() {
    try (var server =
        new ServerHarness(
            dir,
            new FakeAgent.Behaviour() {
              @Override
              public Payload run(AgentInput input) {
                return text("never");
              }

              @Override
              public java.util.Optional<String> enter() {
                return java.util.Optional.of("no weights");
              }
            })) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      Outcome.EnterFailed failed = ended(client).getOutcome().getEnterFailed();
      assertThat(failed.getFailure().getMessage()).isEqualTo("no weights");
      assertThat(failed.getStarts()).isEqualTo(3);
      assertThat(
              server.control.listApps(ListAppsRequest.getDefaultInstance()).getApps(0).getState())
          .isEqualTo("failing");
    }
  }

  @Test
  void whatAnAgentSaidIsToldEvenIfItsProcessIsSeenToEndBeforeItAttaches() {
    try (var server =
        new ServerHarness(
            dir,
            new FakeAgent.Behaviour() {
              @Override
              public Payload run(AgentInput input) {
                return text("never");
              }

              @Override
              public java.util.Optional<String> lastWords() {
                return java.util.Optional.of("licence expired");
              }
            })) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      Outcome.EnterFailed failed = ended(client).getOutcome().getEnterFailed();
      assertThat(failed.getFailure().getMessage()).contains("exit code 7");
      assertThat(failed.getLogTailList()).contains("licence expired");
    }
  }

  @Test
  void aMapComesBackWholeThroughManyContainers() {
    try (var server = new ServerHarness(dir, behaviour(t -> t + t))) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.send(
          ClientFrame.newBuilder()
              .setOpenCall(
                  OpenCall.newBuilder()
                      .setCallId("ca-m")
                      .setTarget(1)
                      .setKind(CallKind.CALL_KIND_MAP)));
      for (int frame = 0; frame < 5; frame++) {
        MapInputs.Builder inputs =
            MapInputs.newBuilder()
                .setCallId("ca-m")
                .setFirstIndex(frame * 100L)
                .setLast(frame == 4);
        for (int i = 0; i < 100; i++) {
          inputs.addInputs(text("" + (frame * 100 + i)));
        }
        client.send(ClientFrame.newBuilder().setMapInputs(inputs));
      }
      List<InputOutcome> outcomes = new ArrayList<>();
      while (outcomes.size() < 500) {
        outcomes.addAll(
            client.next(ServerFrame.KindCase.INPUTS_ENDED).getInputsEnded().getInputsList());
      }
      assertThat(outcomes)
          .allSatisfy(
              o ->
                  assertThat(o.getOutcome().getSucceeded())
                      .isEqualTo(text("" + o.getIndex() + o.getIndex())))
          .extracting(InputOutcome::getIndex)
          .doesNotHaveDuplicates();
      assertThat(server.engine.starts.size()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void inputsThatFitIntoAContainerGoThereInOneMessage() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-first", CallKind.CALL_KIND_REMOTE, "warm");
      var _ = ended(client);
      FakeAgent warm = server.engine.agents.values().iterator().next();
      client.call("ca-m", CallKind.CALL_KIND_MAP, "");
      MapInputs.Builder inputs = MapInputs.newBuilder().setCallId("ca-m").setLast(true);
      for (int i = 0; i < 4; i++) {
        inputs.addInputs(text("" + i));
      }
      client.send(ClientFrame.newBuilder().setMapInputs(inputs));
      int ended = 0;
      while (ended < 4) {
        ended += client.next(ServerFrame.KindCase.INPUTS_ENDED).getInputsEnded().getInputsCount();
      }
      assertThat(warm.dispatched).containsExactly(1, 4);
    }
  }

  @Test
  void aSpawnedCallSurvivesItsCallerAndTheServer() {
    CountDownLatch never = new CountDownLatch(1);
    try (var server =
        new ServerHarness(
            dir,
            input -> {
              never.await();
              return text("first life");
            })) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-s", CallKind.CALL_KIND_SPAWN, "x");
      client.next(ServerFrame.KindCase.CALL_ACCEPTED);
      client.hangUp();
    }
    try (var server = new ServerHarness(dir, behaviour(t -> "second life"))) {
      var client = server.client("other");
      for (int i = 0; i < 2; i++) {
        client.send(
            ClientFrame.newBuilder().setAttachCall(AttachCall.newBuilder().setCallId("ca-s")));
        assertThat(ended(client).getOutcome().getSucceeded()).isEqualTo(text("second life"));
      }
      client.send(
          ClientFrame.newBuilder().setAttachCall(AttachCall.newBuilder().setCallId("ca-x")));
      assertThat(ended(client).getOutcome().getRejected().getCode())
          .isEqualTo(Outcome.Code.CODE_NOT_FOUND);
    }
  }

  @Test
  void aCallerThatHangsUpCancelsWhatItWaitsFor() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (var server =
        new ServerHarness(
            dir,
            input -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              return text("stray");
            })) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      client.hangUp();
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aCallThatNeverWasCannotBeCancelled() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      CallRequest unknown = CallRequest.newBuilder().setCallId("ca-nope").build();
      assertThatThrownBy(() -> server.control.cancelCall(unknown))
          .hasMessageContaining("There is no call ca-nope");
    }
  }

  @Test
  void cancellingEndsTheCallAsCancelledAndNothingElseComes() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    try (var server =
        new ServerHarness(
            dir,
            input -> {
              running.countDown();
              new CountDownLatch(1).await();
              return text("stray");
            })) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      server.control.cancelCall(CallRequest.newBuilder().setCallId("ca-1").build());
      assertThat(ended(client).getOutcome().hasCancelled()).isTrue();
    }
  }

  @Test
  void aRedeployOfTheSameContentDoesNothingAndANewOneServesAtOnce() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      assertThat(server.deploy(demo()).getDeployed().getVersion()).isEqualTo(1);
      assertThat(server.deploy(demo()).getDeployed().getUnchanged()).isTrue();
      var client = server.client("s");
      client.declare(1, say().setSignature("(java.lang.String) java.lang.String"));
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(ended(client).getOutcome().hasSucceeded()).isTrue();

      var changed = demo(new Scaling(0, 2, 0, Duration.ofSeconds(60)), RetryPolicy.NONE, "int");
      assertThat(server.deploy(changed).getDeployed().getVersion()).isEqualTo(2);
      client.call("ca-2", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(ended(client).getOutcome().getRejected().getCode())
          .isEqualTo(Outcome.Code.CODE_SIGNATURE_MISMATCH);

      server
          .control
          .rollbackApp(RollbackAppRequest.newBuilder().setApp("demo").build())
          .forEachRemaining(_ -> {});
      client.call("ca-3", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(ended(client).getOutcome().hasSucceeded()).isTrue();
      assertThat(
              server
                  .control
                  .appHistory(AppRequest.newBuilder().setApp("demo").build())
                  .getVersions(0)
                  .getNote())
          .isEqualTo("rollback to v1");
    }
  }

  @Test
  void aStoppedAppTakesNoCallsAndItsContainersGo() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      ended(client);
      server.control.stopApp(AppRequest.newBuilder().setApp("demo").build());
      client.call("ca-2", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(ended(client).getOutcome().getRejected().getCode())
          .isEqualTo(Outcome.Code.CODE_NOT_FOUND);
      org.assertj.core.api.Assertions.assertThatCode(
              () -> {
                while (server
                        .control
                        .listContainers(ListContainersRequest.getDefaultInstance())
                        .getContainersCount()
                    > 0) {
                  TimeUnit.MILLISECONDS.sleep(10);
                }
              })
          .doesNotThrowAnyException();
    }
  }

  @Test
  void containersThatEndedAreListedTheNewestFirst() throws InterruptedException {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      var client = server.client("s");
      server.deploy(demo());
      client.declare(1, say());
      List<String> endedInOrder = new ArrayList<>();
      for (String call : List.of("ca-1", "ca-2", "ca-3")) {
        client.call(call, CallKind.CALL_KIND_REMOTE, "x");
        ended(client);
        String container = rows(server, false).getFirst().getId();
        server.control.stopContainer(ContainerRequest.newBuilder().setContainer(container).build());
        while (!rows(server, false).isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(10);
        }
        endedInOrder.add(container);
      }

      assertThat(rows(server, true))
          .allMatch(row -> row.getState().equals("STOPPED"))
          .extracting(ContainerRow::getId)
          .containsExactlyElementsOf(endedInOrder.reversed());
    }
  }

  @Test
  void whatContainersUseIsMeasuredWhileTheyRun() throws InterruptedException {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      var client = server.client("s");
      server.deploy(demo());
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      ended(client);
      String container = rows(server, false).getFirst().getId();
      ContainerStatsRequest ofIt =
          ContainerStatsRequest.newBuilder().addContainers(container).build();

      ContainerStatsRow row = server.control.containerStats(ofIt).getContainers(0);
      assertThat(row.getApp()).isEqualTo("demo");
      assertThat(row.getCpu()).isEqualTo(0.5);
      assertThat(row.getMemoryBytes()).isEqualTo(1 << 20);
      assertThat(row.getCpuReserved()).isEqualTo(0.125);
      ContainerStatsRequest ofOther = ofIt.toBuilder().setApp("other").build();
      assertThat(server.control.containerStats(ofOther).getContainersList()).isEmpty();

      server.control.stopContainer(ContainerRequest.newBuilder().setContainer(container).build());
      while (!rows(server, false).isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThatThrownBy(() -> server.control.containerStats(ofIt))
          .hasMessageContaining("Container " + container + " does not run any more: ");
    }
  }

  private static List<ContainerRow> rows(ServerHarness server, boolean stopped) {
    return server
        .control
        .listContainers(ListContainersRequest.newBuilder().setStopped(stopped).build())
        .getContainersList();
  }

  @Test
  void anEphemeralAppIsStoppedByItsNameBeforeItsSessionEnds() {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      var client = server.client("s");
      server.deployFor("s", demo());
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      ended(client);

      var stopped = server.control.stopApp(AppRequest.newBuilder().setApp("demo").build());

      assertThat(stopped.getContainers()).isEqualTo(1);
      client.call("ca-2", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(ended(client).getOutcome().getRejected().getCode())
          .isEqualTo(Outcome.Code.CODE_NOT_FOUND);
    }
  }

  @Test
  void aServerThatEndsStartsNothingInPlaceOfTheContainersItEnds() {
    var running = new CountDownLatch(1);
    FakeAgent.Behaviour endless =
        input -> {
          running.countDown();
          new CountDownLatch(1).await();
          return text("never");
        };
    var server = new ServerHarness(dir, endless);
    try (server) {
      server.deploy(demo());
      var client = server.client("s");
      client.declare(1, say());
      client.call("ca-1", CallKind.CALL_KIND_SPAWN, "x");
      assertThatCode(running::await).doesNotThrowAnyException();
    }

    assertThat(server.engine.starts).hasSize(1);
  }

  @Test
  void secretsAreKeptSealedAndListedByKeyAlone() throws java.io.IOException {
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      server.control.createSecret(
          CreateSecretRequest.newBuilder()
              .setName("hf")
              .putValues("HF_TOKEN", "hf_very_secret_value")
              .build());
      assertThatThrownBy(
              () ->
                  server.control.createSecret(
                      CreateSecretRequest.newBuilder()
                          .setName("hf")
                          .putValues("HF_TOKEN", "other")
                          .build()))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("--force");
      assertThat(
              server
                  .control
                  .listSecrets(ListSecretsRequest.getDefaultInstance())
                  .getSecrets(0)
                  .getKeysList())
          .containsExactly("HF_TOKEN");
    }
    try (var files = java.nio.file.Files.walk(dir)) {
      for (Path file : files.filter(java.nio.file.Files::isRegularFile).toList()) {
        assertThat(
                new String(
                    java.nio.file.Files.readAllBytes(file),
                    java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("hf_very_secret_value");
      }
    }
  }

  @Test
  void aSecondServerOnADataDirectoryIsRefused() {
    var options =
        new ServerOptions(dir, "process", "127.0.0.1:0", List.of(), List.of(Path.of("agent.jar")));
    try (EmbeddedServer first = EmbeddedServer.start(options)) {
      assertThatThrownBy(() -> EmbeddedServer.start(options))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining(first.address());
    }
    EmbeddedServer.start(options).close();
  }
}

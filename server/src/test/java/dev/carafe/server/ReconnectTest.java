package dev.carafe.server;

import static dev.carafe.server.ServerHarness.behaviour;
import static dev.carafe.server.ServerHarness.demo;
import static dev.carafe.server.ServerHarness.say;
import static dev.carafe.server.ServerHarness.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.protocol.proto.AttachCall;
import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.CallRow;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.ListCallsRequest;
import dev.carafe.protocol.proto.MapInputs;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.ServerFrame.KindCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReconnectTest {
  @TempDir Path dir;

  private static List<InputOutcome> outcomes(ServerHarness.Client client, int count) {
    List<InputOutcome> ended = new ArrayList<>();
    while (ended.size() < count) {
      ended.addAll(client.next(KindCase.INPUTS_ENDED).getInputsEnded().getInputsList());
    }
    return ended;
  }

  private static void map(ServerHarness.Client client) {
    client.send(
        ClientFrame.newBuilder()
            .setOpenCall(
                OpenCall.newBuilder()
                    .setCallId("ca-m")
                    .setTarget(1)
                    .setKind(CallKind.CALL_KIND_MAP)));
    client.send(
        ClientFrame.newBuilder()
            .setMapInputs(
                MapInputs.newBuilder()
                    .setCallId("ca-m")
                    .addInputs(text("a"))
                    .addInputs(text("b"))
                    .setLast(true)));
  }

  @Test
  void whatEndedWhileTheConnectionWasBrokenIsToldAgainAndDoesNotRunAgain() {
    AtomicInteger runs = new AtomicInteger();
    try (var server = new ServerHarness(dir, behaviour(t -> t + runs.incrementAndGet()))) {
      server.deploy(demo());
      var before = server.client("s");
      before.declare(1, say());
      before.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      InputOutcome first = outcomes(before, 1).getFirst();
      before.die();

      var after = server.client("s");
      after.declare(1, say());
      after.call("ca-1", CallKind.CALL_KIND_REMOTE, "x");
      assertThat(outcomes(after, 1)).containsExactly(first);
      assertThat(runs).hasValue(1);
    }
  }

  @Test
  void inputsOfAMapThatEndedAreToldAgainAndDoNotRunAgain() {
    AtomicInteger runs = new AtomicInteger();
    try (var server = new ServerHarness(dir, behaviour(t -> t + runs.incrementAndGet()))) {
      server.deploy(demo());
      var before = server.client("s");
      before.declare(1, say());
      map(before);
      List<InputOutcome> first = outcomes(before, 2);
      before.die();

      var after = server.client("s");
      after.declare(1, say());
      map(after);
      assertThat(outcomes(after, 2)).containsExactlyInAnyOrderElementsOf(first);
      assertThat(runs).hasValue(2);
    }
  }

  @Test
  void everyWatcherOfASpawnedCallHearsThatItRunsAndHowItEnds() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    FakeAgent.Behaviour waits =
        input -> {
          release.await();
          return input.getArguments();
        };
    try (var server = new ServerHarness(dir, waits)) {
      server.deploy(demo());
      var spawner = server.client("s");
      spawner.declare(1, say());
      spawner.call("ca-1", CallKind.CALL_KIND_SPAWN, "x");
      spawner.next(KindCase.CALL_ACCEPTED);

      List<ServerHarness.Client> watchers = List.of(server.client("a"), server.client("b"));
      for (var watcher : watchers) {
        watcher.send(
            ClientFrame.newBuilder().setAttachCall(AttachCall.newBuilder().setCallId("ca-1")));
        watcher.next(KindCase.CALL_ACCEPTED);
      }
      release.countDown();
      for (var watcher : watchers) {
        assertThat(outcomes(watcher, 1).getFirst().getOutcome().getSucceeded())
            .isEqualTo(text("x"));
      }
    }
  }

  @Test
  void spawnedCallKeepsTheTimeItArrivedOverARestartOfTheServer() {
    CountDownLatch release = new CountDownLatch(1);
    FakeAgent.Behaviour waits =
        input -> {
          release.await();
          return input.getArguments();
        };
    List<CallRow> before;
    try (var server = new ServerHarness(dir, waits)) {
      server.deploy(demo());
      var spawner = server.client("s");
      spawner.declare(1, say());
      spawner.call("ca-1", CallKind.CALL_KIND_SPAWN, "x");
      spawner.next(KindCase.CALL_ACCEPTED);
      var watcher = server.client("w");
      watcher.send(
          ClientFrame.newBuilder().setAttachCall(AttachCall.newBuilder().setCallId("ca-1")));
      watcher.next(KindCase.CALL_ACCEPTED);
      before = calls(server);
    }
    try (var server = new ServerHarness(dir, waits)) {
      assertThat(before).hasSize(1);
      assertThat(calls(server))
          .extracting(CallRow::getArrivedMillis)
          .containsExactly(before.getFirst().getArrivedMillis());
    } finally {
      release.countDown();
    }
  }

  private static List<CallRow> calls(ServerHarness server) {
    return server.control.listCalls(ListCallsRequest.getDefaultInstance()).getCallsList();
  }
}

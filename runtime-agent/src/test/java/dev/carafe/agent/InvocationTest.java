package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.carafe.agent.AgentProcess.Setup;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.CancelInput;
import dev.carafe.protocol.proto.Credit;
import dev.carafe.protocol.proto.Dispatch;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.proto.ToAgent;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One agent serves all of these, as one serves many calls.
class InvocationTest {
  @TempDir static Path temp;
  private static AgentProcess agent;

  @BeforeAll
  static void start() throws Exception {
    agent = new Setup(temp).start().ready();
  }

  @AfterAll
  static void stop() {
    agent.close();
  }

  @Test
  void argumentsGoInAndTheResultComesOut() throws Exception {
    assertThat(agent.call("fc-greet", "greet", "Bo", 2))
        .isEqualTo("nobody greets Bo nobody greets Bo");
  }

  @Test
  void everyInputHasAVirtualThreadNamedAfterItsCallAndItsOwnLogLines() throws Exception {
    assertThat(agent.call("fc-thread", "thread")).isEqualTo("fc-thread");
    assertThat(agent.line("on true").getCallId()).isEqualTo("fc-thread");
    assertThat(agent.line("trouble").getError()).isTrue();
    assertThat(agent.line("of another thread").getCallId()).isEmpty();
    assertThat(agent.line("unfinished").getCallId()).isEqualTo("fc-thread");
  }

  @Test
  void aPrintingCallSendsItsLinesInOrderBeforeItsResult() throws Exception {
    agent.dispatch("fc-print", "printMany", 1000);
    List<String> lines = new ArrayList<>();
    boolean returned = false;
    while (!returned) {
      FromAgent frame =
          agent.server.await(
              f ->
                  f.getLogLines().getLinesList().stream()
                          .anyMatch(l -> l.getCallId().equals("fc-print"))
                      || f.getInputsReturned().getInputsList().stream()
                          .anyMatch(r -> r.getKey().getCallId().equals("fc-print")));
      frame.getLogLines().getLinesList().forEach(l -> lines.add(l.getText()));
      returned = frame.hasInputsReturned();
    }
    assertThat(lines).hasSize(1000).startsWith("line 0", "line 1").endsWith("line 999");
  }

  @Test
  void userCodeSeesItsCall() throws Exception {
    assertThat(agent.call("fc-context", "context"))
        .isEqualTo("fc-context fc-context:0 ct-a 1 true");
  }

  @Test
  void anExceptionIsDescribedWithoutTheAgentsFrames() throws Exception {
    agent.dispatch("fc-fail", "fail", "no good");
    ReturnedInput returned = agent.returned("fc-fail");
    assertThat(returned.getFailure().getClassName())
        .isEqualTo("java.lang.IllegalArgumentException");
    assertThat(returned.getFailure().getMessage()).isEqualTo("no good");
    assertThat(returned.getFailure().getFramesList())
        .extracting(f -> f.getDeclaringClass())
        .containsExactly("demo.Greeter");
    assertThat(returned.getFailure().getCause().getMessage()).isEqualTo("below");
  }

  @Test
  void aFullStackIsAFailureLikeAnyOther() throws Exception {
    agent.dispatch("fc-deep", "overflow", 0);
    assertThat(agent.returned("fc-deep").getFailure().getClassName())
        .isEqualTo("java.lang.StackOverflowError");
    assertThat(agent.call("fc-after", "here")).isEqualTo("static");
  }

  @Test
  void anUnknownFunctionIsAFailureThatNamesTheKnown() throws Exception {
    agent.dispatch(agent.input("fc-unknown", "here").setFunction("Greeter.gone"));
    assertThat(agent.returned("fc-unknown").getFailure().getMessage())
        .startsWith("this container has no function Greeter.gone; it has ")
        .contains("Greeter.greet");
  }

  @Test
  void cancelInterruptsTheThreadAndIsToldSo() throws Exception {
    agent.dispatch("fc-wait", "waitForever");
    agent.line("waiting");
    agent.server.await(f -> f.getInputsStarted().getInputsList().contains(agent.key("fc-wait")));
    agent.server.say(
        ToAgent.newBuilder().setCancelInput(CancelInput.newBuilder().setKey(agent.key("fc-wait"))));
    ReturnedInput returned = agent.returned("fc-wait");
    assertThat(returned.getInterrupted()).isTrue();
    assertThat(returned.getFailure().getClassName()).isEqualTo("java.lang.InterruptedException");
  }

  @Test
  void aBatchIsOneListInAndOneListOut() throws Exception {
    batch("b", "one", "two", "three");
    assertThat(agent.value("upper", agent.returned("b0"))).isEqualTo("ONE");
    assertThat(agent.value("upper", agent.returned("b1"))).isEqualTo("TWO");
    assertThat(agent.value("upper", agent.returned("b2"))).isEqualTo("THREE");
  }

  @Test
  void aBatchOfTheWrongLengthFailsWhole() throws Exception {
    batch("w", "drop", "two");
    for (String call : List.of("w0", "w1")) {
      assertThat(agent.returned(call).getFailure().getMessage())
          .isEqualTo(
              "the @Batched method got 2 elements and returned 1; return one value for each, in"
                  + " order");
    }
  }

  private static void batch(String prefix, String... elements) {
    Dispatch.Builder dispatch = Dispatch.newBuilder().setBatch(true);
    for (int i = 0; i < elements.length; i++) {
      dispatch.addInputs(agent.input(prefix + i, "upper", elements[i]));
    }
    agent.server.say(ToAgent.newBuilder().setDispatch(dispatch));
  }

  @Test
  void aGeneratorSendsOnlyWhatItHasCreditFor() throws Exception {
    agent.dispatch(agent.input("fc-count", "count", 5).setCredit(2));
    assertThat(item("fc-count").getSequence()).isZero();
    assertThat(item("fc-count").getSequence()).isEqualTo(1);
    assertThat(agent.call("fc-between", "here")).isEqualTo("static");
    assertThat(agent.server.rest()).noneMatch(FromAgent::hasGeneratorItem);
    agent.server.say(
        ToAgent.newBuilder().setCredit(Credit.newBuilder().setCallId("fc-count").setCount(10)));
    GeneratorItem third = item("fc-count");
    assertThat(
            agent
                .codec("count")
                .decodeResult(Encoding.CBOR, third.getItem().getInline().toByteArray()))
        .isEqualTo(2);
    ReturnedInput end = agent.returned("fc-count");
    assertThat(end.hasFailure()).isFalse();
    assertThat(end.hasResult()).isFalse();
    agent.line("closed");
  }

  private static GeneratorItem item(String call) throws InterruptedException {
    return agent
        .server
        .await(f -> f.hasGeneratorItem() && f.getGeneratorItem().getCallId().equals(call))
        .getGeneratorItem();
  }

  @Test
  void largeArgumentsAndResultsGoByBlob() throws Exception {
    byte[] some = new byte[5 << 20];
    some[0] = 7;
    byte[] arguments = agent.codec("reversed").encodeArguments(Encoding.CBOR, (Object) some);
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(arguments));
    agent.server.blobs.put(sha256, ByteString.copyFrom(arguments));
    BlobRef blob = BlobRef.newBuilder().setSha256(sha256).setSize(arguments.length).build();
    agent.dispatch(
        agent
            .input("fc-blob", "here")
            .setFunction("Greeter.reversed")
            .setArguments(Payload.newBuilder().setBlob(blob)));
    ReturnedInput returned = agent.returned("fc-blob");
    assertThat(returned.getFailure().getMessage()).isEmpty();
    byte[] result = agent.server.blob(returned.getResult().getBlob().getSha256()).toByteArray();
    Object back = agent.codec("reversed").decodeResult(Encoding.CBOR, result);
    assertThat((byte[]) back).hasSize(5 << 20).endsWith(7);
  }

  @Test
  void manyInputsAtOnceAllReturn() throws Exception {
    Dispatch.Builder all = Dispatch.newBuilder();
    for (int i = 0; i < 500; i++) {
      all.addInputs(agent.input("m" + i, "greet", "n" + i, 1));
    }
    agent.server.say(ToAgent.newBuilder().setDispatch(all));
    List<String> returned = new ArrayList<>();
    while (returned.size() < 500) {
      agent
          .server
          .await(
              f ->
                  f.getInputsReturned().getInputsList().stream()
                      .anyMatch(r -> r.getKey().getCallId().startsWith("m")))
          .getInputsReturned()
          .getInputsList()
          .forEach(r -> returned.add(r.getKey().getCallId()));
    }
    assertThat(returned).doesNotHaveDuplicates();
  }
}

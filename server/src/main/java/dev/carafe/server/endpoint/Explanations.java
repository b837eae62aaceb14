package dev.carafe.server.endpoint;

import dev.carafe.model.call.Stage;
import dev.carafe.protocol.proto.CallRow;
import dev.carafe.protocol.proto.ExplainCallReply;
import dev.carafe.protocol.proto.StageRow;
import dev.carafe.server.calls.CallView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the time of a call went, as rows.
final class Explanations {
  private Explanations() {}

  static CallRow row(CallView call) {
    return CallRow.newBuilder()
        .setId(call.id().value())
        .setApp(call.pool().app().name())
        .setFunction(call.function())
        .setKind(call.kind().name().toLowerCase(Locale.ROOT))
        .setState(call.state())
        .setArrivedMillis(call.arrivedMicros() / 1_000)
        .setEndedMillis(call.endedMicros() / 1_000)
        .setInputs(call.inputs())
        .build();
  }

  static ExplainCallReply explain(CallView call) {
    return ExplainCallReply.newBuilder()
        .setCall(row(call))
        .addAllStages(stages(call))
        .setOutcome(call.endedMicros() == 0 ? "still running" : call.outcome())
        .setContainer(call.container())
        .setAttempts(call.attempts())
        .build();
  }

  private static List<StageRow> stages(CallView call) {
    return call.stages().entrySet().stream()
        .sorted(Comparator.comparingLong(Map.Entry::getValue))
        .map(
            e ->
                StageRow.newBuilder()
                    .setStage(e.getKey().name().toLowerCase(Locale.ROOT))
                    .setTimeMicros(e.getValue())
                    .setDetail(detail(e.getKey(), call))
                    .build())
        .toList();
  }

  private static String detail(Stage stage, CallView call) {
    return switch (stage) {
      case ARRIVED -> "the server has the call";
      case QUEUED -> "it waits for a container";
      case PLACED -> "a container is decided on, and where it runs";
      case STARTED -> "its process runs";
      case ATTACHED -> "its agent has connected";
      case LOADED -> "the class is loaded, the object made, its parameters set";
      case ENTERED -> "every @Enter hook has returned";
      case DISPATCHED -> "given to container " + call.container();
      case RUNNING -> "the method runs";
      case RETURNED -> "the result is back at the server";
      case ENDED -> "the caller has been told";
    };
  }
}

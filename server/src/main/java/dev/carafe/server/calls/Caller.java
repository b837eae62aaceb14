package dev.carafe.server.calls;

import dev.carafe.model.id.CallId;
import dev.carafe.protocol.proto.InputOutcome;
import dev.carafe.protocol.proto.Outcome;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.scheduler.core.InputKind;
import java.util.List;

/// Who waits for a call. Methods must not block.
public interface Caller {

  /// Nobody: a schedule, or a caller that went away.
  Caller NOBODY =
      new Caller() {
        @Override
        public void inputsEnded(CallId call, List<InputOutcome> outcomes) {}

        @Override
        public void item(CallId call, long sequence, Payload item) {}

        @Override
        public void callEnded(CallId call, Outcome outcome) {}

        @Override
        public void accepted(CallId call) {}

        @Override
        public void credit(CallId call, int count) {}

        @Override
        public void endedBefore(CallId call, long index, InputKind kind) {}
      };

  /// Inputs of a remote, map or spawned call ended.
  void inputsEnded(CallId call, List<InputOutcome> outcomes);

  /// A generator made an item.
  void item(CallId call, long sequence, Payload item);

  /// A generator is through, or a call as a whole was refused.
  void callEnded(CallId call, Outcome outcome);

  /// A spawned call is durable.
  void accepted(CallId call);

  /// A map may send so many more inputs.
  void credit(CallId call, int count);

  /// It asks for an input that ended before, as its connection broke: it may not have heard how.
  void endedBefore(CallId call, long index, InputKind kind);
}

package dev.carafe.agent.invoke;

import dev.carafe.agent.link.Link;
import dev.carafe.agent.logs.LogCapture;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.GeneratorItem;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.ReturnedInput;
import dev.carafe.protocol.wire.Wire;

/// What comes of inputs, on its way to the server.
final class Results {
  private final Link link;
  private final LogCapture logs;
  private final Payloads payloads;

  Results(Link link, LogCapture logs, Payloads payloads) {
    this.link = link;
    this.logs = logs;
    this.payloads = payloads;
  }

  Payload payload(Encoding encoding, byte[] bytes) {
    return payloads.payload(encoding, bytes);
  }

  void value(Input input, Payload result) {
    post(input, returned(input).setResult(result));
  }

  /// A generator is through.
  void end(Input input) {
    post(input, returned(input));
  }

  void failure(Input input, Throwable thrown) {
    post(input, returned(input).setFailure(Wire.failure(UserFrames.describe(thrown))));
  }

  /// The method did not run.
  void unreadable(Input input, Unreadable why) {
    Throwable thrown = why.getCause() == null ? why : why.getCause();
    post(
        input,
        returned(input).setUnreadable(true).setFailure(Wire.failure(UserFrames.describe(thrown))));
  }

  void item(Input input, long sequence, Payload item) {
    GeneratorItem message =
        GeneratorItem.newBuilder()
            .setCallId(input.key().getCallId())
            .setSequence(sequence)
            .setItem(item)
            .build();
    link.send(FromAgent.newBuilder().setGeneratorItem(message).build());
  }

  private static ReturnedInput.Builder returned(Input input) {
    return ReturnedInput.newBuilder()
        .setKey(input.key())
        .setInterrupted(input.cancelled())
        .setRunNanos(input.runNanos());
  }

  private void post(Input input, ReturnedInput.Builder returned) {
    input.setReturned();
    logs.endOf(input.current());
    link.returned(returned.build());
  }
}

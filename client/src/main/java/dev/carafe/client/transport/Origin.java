package dev.carafe.client.transport;

import dev.carafe.protocol.proto.CallKind;
import dev.carafe.protocol.proto.ClientFrame;
import dev.carafe.protocol.proto.OpenCall;
import dev.carafe.protocol.proto.Payload;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// The call that a call is made from, if any: they are cancelled together, and the time left of the
/// one bounds the other.
public record Origin(String parentCall, Optional<Duration> timeLeft) {
  /// A call made by a program, not by a call.
  public static final Origin NONE = new Origin("", Optional.empty());

  private static final SecureRandom RANDOM = new SecureRandom();

  /// A new call's id; not to be guessed.
  static String newCallId() {
    byte[] random = new byte[12];
    RANDOM.nextBytes(random);
    return "ca-" + HexFormat.of().formatHex(random);
  }

  ClientFrame open(
      String id, DeclaredTarget target, CallKind kind, Optional<Payload> input, int credit) {
    OpenCall.Builder open =
        OpenCall.newBuilder()
            .setCallId(id)
            .setTarget(target.number())
            .setKind(kind)
            .setParentCall(parentCall)
            .setCredit(credit);
    input.ifPresent(open::setInput);
    timeLeft.ifPresent(left -> open.setDeadlineMillis(Math.max(1, left.toMillis())));
    return ClientFrame.newBuilder().setOpenCall(open).build();
  }
}

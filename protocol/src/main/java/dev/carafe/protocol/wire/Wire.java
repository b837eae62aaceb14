package dev.carafe.protocol.wire;

import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.call.CallOutcome;
import dev.carafe.model.call.Payload;
import dev.carafe.model.call.RemoteFailure;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.Encoding;
import dev.carafe.protocol.proto.Failure;
import dev.carafe.protocol.proto.Frame;
import dev.carafe.protocol.proto.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Calls' values ⇄ messages. Payload bytes are wrapped, not copied, where that is safe.
public final class Wire {
  private Wire() {}

  public static dev.carafe.protocol.proto.Payload payload(Payload payload) {
    var message =
        dev.carafe.protocol.proto.Payload.newBuilder().setEncoding(encoding(payload.encoding()));
    return switch (payload) {
      case Payload.Inline inline ->
          message.setInline(UnsafeByteOperations.unsafeWrap(inline.bytes())).build();
      case Payload.Blob blob ->
          message
              .setBlob(
                  BlobRef.newBuilder().setSha256(blob.blob().sha256()).setSize(blob.size()).build())
              .build();
    };
  }

  public static Payload payload(dev.carafe.protocol.proto.Payload message) {
    Payload.Encoding encoding =
        message.getEncoding() == Encoding.ENCODING_JSON
            ? Payload.Encoding.JSON
            : Payload.Encoding.CBOR;
    return message.hasBlob()
        ? new Payload.Blob(
            encoding, new BlobId(message.getBlob().getSha256()), message.getBlob().getSize())
        : new Payload.Inline(encoding, message.getInline().toByteArray());
  }

  private static Encoding encoding(Payload.Encoding encoding) {
    return switch (encoding) {
      case CBOR -> Encoding.ENCODING_CBOR;
      case JSON -> Encoding.ENCODING_JSON;
    };
  }

  public static Failure failure(RemoteFailure failure) {
    Failure.Builder message = Failure.newBuilder().setClassName(failure.className());
    failure.message().ifPresent(message::setMessage);
    failure.frames().forEach(f -> message.addFrames(frame(f)));
    failure.cause().ifPresent(c -> message.setCause(failure(c)));
    failure.suppressed().forEach(s -> message.addSuppressed(failure(s)));
    return message.build();
  }

  private static Frame frame(RemoteFailure.Frame frame) {
    return Frame.newBuilder()
        .setDeclaringClass(frame.declaringClass())
        .setMethod(frame.method())
        .setFile(frame.file().orElse(""))
        .setLine(frame.line())
        .build();
  }

  public static RemoteFailure failure(Failure message) {
    return new RemoteFailure(
        message.getClassName(),
        message.hasMessage() ? Optional.of(message.getMessage()) : Optional.empty(),
        message.getFramesList().stream().map(Wire::frame).toList(),
        message.hasCause() ? Optional.of(failure(message.getCause())) : Optional.empty(),
        message.getSuppressedList().stream().map(Wire::failure).toList());
  }

  private static RemoteFailure.Frame frame(Frame message) {
    return new RemoteFailure.Frame(
        message.getDeclaringClass(),
        message.getMethod(),
        Optional.of(message.getFile()).filter(f -> !f.isEmpty()),
        message.getLine());
  }

  public static Outcome outcome(CallOutcome outcome) {
    Outcome.Builder message = Outcome.newBuilder();
    switch (outcome) {
      case CallOutcome.Succeeded o -> message.setSucceeded(payload(o.result()));
      case CallOutcome.Failed o ->
          message.setFailed(
              Outcome.Failed.newBuilder()
                  .setFailure(failure(o.failure()))
                  .setContainer(o.container())
                  .setAttempt(o.attempt())
                  .addAllLogTail(o.logTail()));
      case CallOutcome.TimedOut o ->
          message.setTimedOut(
              Outcome.TimedOut.newBuilder()
                  .setTimeoutMillis(o.timeout().toMillis())
                  .setContainer(o.container())
                  .setAttempt(o.attempt()));
      case CallOutcome.EnterFailed o ->
          message.setEnterFailed(
              Outcome.EnterFailed.newBuilder()
                  .setFailure(failure(o.failure()))
                  .setStarts(o.starts())
                  .addAllLogTail(o.logTail()));
      case CallOutcome.ContainerLost o ->
          message.setContainerLost(
              Outcome.ContainerLost.newBuilder()
                  .setReason(o.reason())
                  .setLosses(o.losses())
                  .addAllLogTail(o.logTail()));
      case CallOutcome.Cancelled o ->
          message.setCancelled(Outcome.Cancelled.newBuilder().setReason(o.reason()));
      case CallOutcome.Rejected o -> message.setRejected(rejected(o));
    }
    return message.build();
  }

  public static Outcome.Rejected rejected(CallOutcome.Rejected rejected) {
    return Outcome.Rejected.newBuilder()
        .setCode(
            switch (rejected.code()) {
              case NOT_FOUND -> Outcome.Code.CODE_NOT_FOUND;
              case INVALID -> Outcome.Code.CODE_INVALID;
              case SIGNATURE_MISMATCH -> Outcome.Code.CODE_SIGNATURE_MISMATCH;
              case RESOURCE_EXHAUSTED -> Outcome.Code.CODE_RESOURCE_EXHAUSTED;
              case UNAVAILABLE -> Outcome.Code.CODE_UNAVAILABLE;
              case RESULT_EXPIRED -> Outcome.Code.CODE_RESULT_EXPIRED;
            })
        .setReason(rejected.reason())
        .build();
  }

  public static CallOutcome outcome(Outcome message) {
    return switch (message.getKindCase()) {
      case SUCCEEDED -> new CallOutcome.Succeeded(payload(message.getSucceeded()));
      case FAILED -> {
        Outcome.Failed o = message.getFailed();
        yield new CallOutcome.Failed(
            failure(o.getFailure()), o.getContainer(), o.getAttempt(), o.getLogTailList());
      }
      case TIMED_OUT -> {
        Outcome.TimedOut o = message.getTimedOut();
        yield new CallOutcome.TimedOut(
            Duration.ofMillis(o.getTimeoutMillis()), o.getContainer(), o.getAttempt());
      }
      case ENTER_FAILED -> {
        Outcome.EnterFailed o = message.getEnterFailed();
        yield new CallOutcome.EnterFailed(
            failure(o.getFailure()), o.getStarts(), o.getLogTailList());
      }
      case CONTAINER_LOST -> {
        Outcome.ContainerLost o = message.getContainerLost();
        yield new CallOutcome.ContainerLost(o.getReason(), o.getLosses(), o.getLogTailList());
      }
      case CANCELLED -> new CallOutcome.Cancelled(message.getCancelled().getReason());
      case REJECTED -> rejected(message.getRejected());
      case KIND_NOT_SET -> throw new IllegalArgumentException("an outcome without a kind");
    };
  }

  public static CallOutcome.Rejected rejected(Outcome.Rejected message) {
    return new CallOutcome.Rejected(
        switch (message.getCode()) {
          case CODE_NOT_FOUND -> CallOutcome.Code.NOT_FOUND;
          case CODE_SIGNATURE_MISMATCH -> CallOutcome.Code.SIGNATURE_MISMATCH;
          case CODE_RESOURCE_EXHAUSTED -> CallOutcome.Code.RESOURCE_EXHAUSTED;
          case CODE_UNAVAILABLE -> CallOutcome.Code.UNAVAILABLE;
          case CODE_RESULT_EXPIRED -> CallOutcome.Code.RESULT_EXPIRED;
          case CODE_INVALID, CODE_UNSPECIFIED, UNRECOGNIZED -> CallOutcome.Code.INVALID;
        },
        message.getReason());
  }
}

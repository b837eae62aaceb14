package dev.carafe.model.call;

import java.util.List;
import java.util.Optional;

/// An exception as data: it is described, never serialised. Frames are innermost first. The class
/// name is empty where nothing was thrown and `message` says what happened.
public record RemoteFailure(
    String className,
    Optional<String> message,
    List<Frame> frames,
    Optional<RemoteFailure> cause,
    List<RemoteFailure> suppressed) {

  /// One stack frame; `line` is negative when unknown.
  public record Frame(String declaringClass, String method, Optional<String> file, int line) {}

  public RemoteFailure {
    frames = List.copyOf(frames);
    suppressed = List.copyOf(suppressed);
  }

  /// `demo.NoModelException: no model at /models/x`
  public String headline() {
    return message.map(m -> className.isEmpty() ? m : className + ": " + m).orElse(className);
  }
}

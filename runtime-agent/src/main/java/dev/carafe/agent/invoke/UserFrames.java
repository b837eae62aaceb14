package dev.carafe.agent.invoke;

import dev.carafe.model.call.RemoteFailure;
import dev.carafe.protocol.codec.Failures;
import java.util.List;

/// An exception of user code as data, without the frames of the agent below it.
public final class UserFrames {
  private static final String AGENT = "dev.carafe.agent.";
  private static final List<String> REFLECTION =
      List.of("java.lang.reflect.", "jdk.internal.reflect.", "java.lang.invoke.");

  private UserFrames() {}

  public static RemoteFailure describe(Throwable thrown) {
    return cut(Failures.describe(thrown));
  }

  private static RemoteFailure cut(RemoteFailure failure) {
    List<RemoteFailure.Frame> frames = failure.frames();
    int end = 0;
    while (end < frames.size() && !frames.get(end).declaringClass().startsWith(AGENT)) {
      end++;
    }
    if (end < frames.size()) {
      while (end > 0 && ofReflection(frames.get(end - 1))) {
        end--;
      }
    }
    return new RemoteFailure(
        failure.className(),
        failure.message(),
        frames.subList(0, end),
        failure.cause().map(UserFrames::cut),
        failure.suppressed().stream().map(UserFrames::cut).toList());
  }

  private static boolean ofReflection(RemoteFailure.Frame frame) {
    return REFLECTION.stream().anyMatch(frame.declaringClass()::startsWith);
  }
}

package dev.carafe.client;

import java.util.List;

/// The method threw. The cause is its exception if this JVM has that type, else a stand-in that
/// prints the type's name. The stack trace has the method's frames, then a line that names the
/// container and the attempt, then the caller's frames.
public final class RemoteException extends CarafeException {
  private final String remoteType;
  private final String containerId;
  private final int attempt;
  private final List<String> logTail;

  RemoteException(
      String message,
      Throwable cause,
      String remoteType,
      String containerId,
      int attempt,
      List<String> logTail) {
    super(message, cause);
    this.remoteType = remoteType;
    this.containerId = containerId;
    this.attempt = attempt;
    this.logTail = List.copyOf(logTail);
  }

  /// The class name of what the method threw, also when this JVM has no such class.
  public String remoteType() {
    return remoteType;
  }

  /// The container of the last attempt.
  public String containerId() {
    return containerId;
  }

  /// The number of the last attempt, from 1.
  public int attempt() {
    return attempt;
  }

  /// The last log lines of the last attempt, oldest first.
  public List<String> logTail() {
    return logTail;
  }
}

package dev.carafe.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The process's own standard error, past the capture: for what the server cannot be told.
final class RawOutput {
  private RawOutput() {}

  static void say(String text) {
    // Not closed: the descriptor is the process's.
    @SuppressWarnings("resource")
    FileOutputStream raw = new FileOutputStream(FileDescriptor.err);
    try {
      raw.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // There is nobody left to tell.
    }
  }

  /// Whether the JVM is ending because of a signal, not of a call.
  static boolean bySignal() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.getName().startsWith("SIG") && t.getName().endsWith(" handler"));
  }
}

package dev.carafe.agent.invoke;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Ends the process as the JVM itself does with `-XX:+ExitOnOutOfMemoryError`, for the errors that
/// are thrown by Java code: no direct memory, no more threads.
public final class OutOfMemory {
  private static final int EXIT_CODE = 3;

  private OutOfMemory() {}

  public static void end(OutOfMemoryError error) {
    String text =
        "Terminating due to java.lang.OutOfMemoryError: %s%n".formatted(error.getMessage());
    try (FileOutputStream raw = new FileOutputStream(FileDescriptor.out)) {
      raw.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The exit code is left to tell it.
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}

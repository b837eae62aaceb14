package dev.carafe.model.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// The file by which the agent of a container that was started ahead says that it waits for its
/// config, as its server sees it.
public final class WaitingMark {
  private WaitingMark() {}

  /// Whether there is one in a container's folder.
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(AgentJvm.WAITING));
  }

  /// Lets who waits wait on: the agent reads the time of the file.
  public static void renew(Path folder) {
    try {
      Files.getFileAttributeView(
              folder.resolve(AgentJvm.WAITING),
              BasicFileAttributeView.class,
              LinkOption.NOFOLLOW_LINKS) // the folder is the container's
          .setTimes(FileTime.from(Instant.now()), null, null);
    } catch (IOException _) {
      // It does not wait yet, or not any more.
    }
  }
}

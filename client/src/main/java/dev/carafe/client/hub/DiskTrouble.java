package dev.carafe.client.hub;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Why a disk takes no file, and what to do about it.
final class DiskTrouble {
  private DiskTrouble() {}

  static String words(IOException trouble, Path folder) {
    String said = said(trouble);
    return switch (trouble) {
      case AccessDeniedException e ->
          "this user may not write %s. Change its owner or its mode.".formatted(e.getFile());
      case FileSystemException e
          when e instanceof FileAlreadyExistsException || said.equals("Not a directory") ->
          "%s is a file, and a folder has to be there. Remove it.".formatted(file(e));
      case IOException _ when said.contains("No space left") || said.contains("quota exceeded") ->
          "the disk is full (%s), with %,d bytes free. Free some, and run it again: it goes on"
                  .formatted(said, folder.toFile().getUsableSpace())
              + " where it stopped.";
      case IOException _ when said.contains("Read-only file system") ->
          "%s is read-only. Mount the Volume without readOnly = true.".formatted(folder);
      case IOException _ when said.contains("File name too long") ->
          "its name is too long for that disk. Leave it out with ignore(…).";
      case IOException _ -> said + ".";
    };
  }

  /// What is there of a path that leads through a file.
  private static Path file(FileSystemException e) {
    Path path = Path.of(String.valueOf(e.getFile()));
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private static String said(IOException trouble) {
    return trouble instanceof FileSystemException e && e.getReason() != null
        ? e.getReason()
        : Redirects.reason(trouble);
  }
}

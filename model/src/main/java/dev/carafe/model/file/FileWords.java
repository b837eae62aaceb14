package dev.carafe.model.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// What went wrong with a file, as words: of the most frequent failures the JDK says the path
/// alone.
public final class FileWords {
  private FileWords() {}

  public static String of(IOException failure) {
    return switch (failure) {
      case FileSystemException known when known.getReason() != null ->
          String.valueOf(known.getMessage());
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "this user may not use " + denied.getFile();
      case FileAlreadyExistsException there -> "there is a " + there.getFile() + " already";
      case DirectoryNotEmptyException full -> full.getFile() + " is not empty";
      case IOException other ->
          Objects.requireNonNullElse(other.getMessage(), other.getClass().getSimpleName());
    };
  }
}

package dev.carafe.model.file;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// With what files are made that no other user may enter, from their first moment.
public final class OwnerOnly {
  public static final FileAttribute<Set<PosixFilePermission>> FOLDER = mode("rwx------");
  public static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

  private OwnerOnly() {}

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}

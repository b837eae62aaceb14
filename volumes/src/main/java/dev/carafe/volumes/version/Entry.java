package dev.carafe.volumes.version;

import static dev.carafe.volumes.version.VolumeException.invalid;

import dev.carafe.model.id.BlobId;
import java.time.Instant;

/// One name in a version of a Volume. Paths are relative to the root; modes are the twelve
/// permission bits.
public sealed interface Entry {

  String path();

  int mode();

  Instant modified();

  /// The same thing under another name.
  Entry at(String newPath);

  /// Bytes, which are a blob of `size` bytes.
  record File(String path, int mode, Instant modified, long size, BlobId blob) implements Entry {
    public File {
      path = VolumePath.normalFile(path);
      checkMode(path, mode);
      if (size < 0) {
        throw invalid("the size of %s is negative: %d", path, size);
      }
    }

    @Override
    public File at(String newPath) {
      return new File(newPath, mode, modified, size, blob);
    }

    boolean executable() {
      return (mode & 0111) != 0;
    }
  }

  /// A directory; it may be empty.
  record Directory(String path, int mode, Instant modified) implements Entry {
    public Directory {
      path = VolumePath.normalFile(path);
      checkMode(path, mode);
    }

    @Override
    public Directory at(String newPath) {
      return new Directory(newPath, mode, modified);
    }
  }

  /// A symbolic link with a relative target inside the Volume.
  record Symlink(String path, String target, Instant modified) implements Entry {
    public Symlink {
      path = VolumePath.normalFile(path);
      VolumePath.checkLink(path, target);
    }

    @Override
    public int mode() {
      return 0777;
    }

    @Override
    public Symlink at(String newPath) {
      return new Symlink(newPath, target, modified);
    }
  }

  private static void checkMode(String path, int mode) {
    if ((mode & ~07777) != 0) {
      throw invalid("the mode of %s is not made of permission bits: %o", path, mode);
    }
  }
}

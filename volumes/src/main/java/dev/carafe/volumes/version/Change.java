package dev.carafe.volumes.version;

/// One step of a commit. Directories above a path are made as needed.
public sealed interface Change {

  /// Writes one entry: a file whose blob is stored already, a directory, or a link.
  record Put(Entry entry) implements Change {}

  /// Removes a path; a directory with all it holds.
  record Remove(String path) implements Change {
    public Remove {
      path = VolumePath.normalFile(path);
    }
  }

  /// Moves a path, with all it holds, to a new name.
  record Move(String from, String to) implements Change {
    public Move {
      from = VolumePath.normalFile(from);
      to = VolumePath.normalFile(to);
    }
  }

  /// Copies a path, with all it holds, to a new name; no bytes are copied.
  record Copy(String from, String to) implements Change {
    public Copy {
      from = VolumePath.normalFile(from);
      to = VolumePath.normalFile(to);
    }
  }
}

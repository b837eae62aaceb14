package dev.carafe.image.problem;

import java.nio.file.Path;

/// Where a problem is: in a source file, in a class file, or in the target as a whole.
public sealed interface Place {

  /// A span of a source file: line and column count from 1; `length` is at least 1 and stays on the
  /// line.
  record InSource(Path file, int line, int column, int length) implements Place {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }

  /// A class, or with a non-empty `member` one of its methods or fields, of which there is no
  /// source.
  record InClass(String className, String member) implements Place {
    @Override
    public String toString() {
      return member.isEmpty() ? className : className + "#" + member;
    }
  }

  /// A file, a directory or a name as the user gave it.
  record InTarget(String target) implements Place {
    @Override
    public String toString() {
      return target;
    }
  }
}

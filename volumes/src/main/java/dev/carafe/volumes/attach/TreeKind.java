package dev.carafe.volumes.attach;

/// How a version becomes a directory that can be mounted.
public enum TreeKind {
  /// Hard links to the blobs: readable by any means, but a file has its blob's mode (0444, or 0555
  /// when it can be run) and time, not the ones it was written with.
  LINKS,

  /// Names, modes and times, with the bytes in the blob directory as an overlay's data-only layer:
  /// exact, and without the limit of 65,000 links. Readable through the overlay alone; with
  /// `userxattr` it needs Linux 6.16.
  LAYERED
}

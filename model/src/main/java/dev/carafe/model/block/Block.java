package dev.carafe.model.block;

import dev.carafe.model.id.BlobId;

/// A part of a file: `length` bytes from `offset` on, and their hash.
public record Block(long offset, int length, BlobId hash) {
  /// No block is longer, in bytes.
  public static final int LONGEST = 8 << 20;

  public Block {
    if (offset < 0 || length < 1 || length > LONGEST) {
      throw new IllegalArgumentException(
          "a block has 1 to %d bytes, at 0 or later; this one %d bytes at %d"
              .formatted(LONGEST, length, offset));
    }
  }
}

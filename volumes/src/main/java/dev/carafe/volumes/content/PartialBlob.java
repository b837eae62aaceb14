package dev.carafe.volumes.content;

import dev.carafe.model.block.Block;
import dev.carafe.model.block.Blocks;
import dev.carafe.model.file.OwnerOnly;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A large blob on its way, in blocks that may come in any order. Nothing says which of them are
/// here but their bytes, so what has come counts after whatever kind of break. For one thread.
public final class PartialBlob implements AutoCloseable {
  private static final BlobId ZEROS = Blocks.hash(new byte[Block.LONGEST]);

  private final Path file;
  private final BlobId blob;
  private final PartialBlobs all;
  private final boolean isNew;
  private final FileChannel channel;

  PartialBlob(Path file, long size, BlobId blob, PartialBlobs all) throws IOException {
    this.file = file;
    this.blob = blob;
    this.all = all;
    this.isNew = !Files.exists(file);
    if (isNew) {
      Files.createFile(file, OwnerOnly.FILE);
    }
    this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean stretched = false;
    try {
      stretch(size);
      stretched = true;
    } finally {
      if (!stretched) {
        channel.close();
      }
    }
  }

  /// What is not written yet reads as zeros, and takes no room.
  private void stretch(long size) throws IOException {
    channel.truncate(size);
    if (channel.size() < size) {
      var _ = channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  /// Which of the blob's blocks are not here yet, once those are taken that others have brought of
  /// it, and those that `alike` holds, wherever they lie in it.
  public BitSet missing(List<Block> blocks, Optional<Path> alike) throws IOException {
    BitSet missing = new BitSet();
    missing.set(0, blocks.size());
    if (isNew) {
      for (int i = 0; i < blocks.size(); i++) {
        missing.set(i, !blocks.get(i).hash().equals(ZEROS));
      }
    } else {
      Blocks.in(channel, blocks).forEach(missing::clear);
    }
    for (Path other : all.all(blob)) {
      if (!other.equals(file) && !missing.isEmpty()) {
        takeAtPlaces(other, blocks, missing);
      }
    }
    if (alike.isPresent() && !missing.isEmpty()) {
      takeWherever(alike.get(), blocks, missing);
    }
    return missing;
  }

  /// Another may still be written to: what is taken is what it holds now, and if that changes at
  /// this moment, the blob's hash tells.
  private void takeAtPlaces(Path other, List<Block> blocks, BitSet missing) throws IOException {
    try (FileChannel in = FileChannel.open(other, StandardOpenOption.READ)) {
      if (in.size() == channel.size()) {
        for (int i : Blocks.in(in, blocks)) {
          if (missing.get(i)) {
            copy(in, blocks.get(i), blocks.get(i).offset());
            missing.clear(i);
          }
        }
      }
    } catch (NoSuchFileException _) {
      // It has become the blob, or was swept.
    }
  }

  private void takeWherever(Path alike, List<Block> blocks, BitSet missing) throws IOException {
    Map<BlobId, List<Integer>> wanted = new HashMap<>();
    missing.stream()
        .forEach(i -> wanted.computeIfAbsent(blocks.get(i).hash(), _ -> new ArrayList<>()).add(i));
    try (FileChannel in = FileChannel.open(alike, StandardOpenOption.READ)) {
      for (Block held : Blocks.of(alike)) {
        for (int i : wanted.getOrDefault(held.hash(), List.of())) {
          copy(in, held, blocks.get(i).offset());
          missing.clear(i);
        }
      }
    }
  }

  private void copy(FileChannel in, Block held, long to) throws IOException {
    channel.position(to);
    for (long done = 0; done < held.length(); ) {
      long moved = in.transferTo(held.offset() + done, held.length() - done, channel);
      if (moved <= 0) {
        throw new IOException("a blob became shorter while it was read");
      }
      done += moved;
    }
  }

  /// Puts bytes at their place.
  public void write(long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /// All is here: it becomes the blob, if it has its hash. Else it is removed, and an
  /// `IllegalArgumentException` says so.
  public void complete() {
    try {
      all.adopt(file, blob);
    } catch (RuntimeException e) {
      discard();
      throw e;
    }
  }

  /// Removes what is here.
  public void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It goes with the next sweep.
    }
  }

  /// Leaves what is here for the next that brings the blob.
  @Override
  public void close() throws IOException {
    try (channel) {
      all.release(file, blob);
    }
  }
}

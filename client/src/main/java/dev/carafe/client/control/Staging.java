package dev.carafe.client.control;

import dev.carafe.protocol.proto.AdoptStagedRequest;
import dev.carafe.protocol.proto.OpenStagingReply;
import dev.carafe.protocol.proto.OpenStagingRequest;
import dev.carafe.protocol.proto.StagedFile;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The short way within one machine: the kernel copies files into a folder of the server, which
/// then takes them over after a look at their hashes. Only where this client can read the proof the
/// server has put there: an equal path on another machine does not fool it.
final class Staging {
  private static final long STEP = 8L << 20;
  private static final int LOT_FILES = 1_000;
  private static final long LOT_BYTES = 64L << 20;
  private static final long PROOF_LIMIT = 4096;

  private final VolumesGrpc.VolumesBlockingV2Stub volumes;
  private final Rpc rpc;

  Staging(Channel channel, Rpc rpc) {
    this.volumes = VolumesGrpc.newBlockingV2Stub(channel);
    this.rpc = rpc;
  }

  /// A folder of the server on this machine, if it offers one.
  Optional<Folder> open() {
    OpenStagingReply reply =
        rpc.ask(() -> rpc.limited(volumes).openStaging(OpenStagingRequest.getDefaultInstance()));
    return proven(reply) ? Optional.of(new Folder(reply.getDirectory())) : Optional.empty();
  }

  private static boolean proven(OpenStagingReply reply) {
    if (reply.getDirectory().isEmpty()) {
      return false;
    }
    Path directory = Path.of(reply.getDirectory());
    Path proof = directory.resolve(reply.getProofFile()).normalize();
    try {
      return proof.startsWith(directory)
          && Files.isRegularFile(proof)
          && Files.size(proof) <= PROOF_LIMIT
          && Files.isWritable(directory)
          && Hashing.hash(proof, TransferListener.NONE)
              .id()
              .sha256()
              .equals(reply.getProofSha256());
    } catch (IOException | UncheckedIOException e) {
      return false; // not this machine, or not this user: the stream works everywhere
    }
  }

  /// A proven folder.
  final class Folder {
    private final Path directory;

    Folder(String directory) {
      this.directory = Path.of(directory);
    }

    /// Copies the files in; the server checks those of one lot while the next is copied.
    void adopt(List<LocalFile> files, BlobSender.Moved moved) {
      var adopted = new ArrayDeque<Future<?>>();
      try (var adopting = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())) {
        try {
          for (List<LocalFile> lot : lots(files)) {
            lot.forEach(file -> copy(file.path(), directory.resolve(name(file)), moved));
            adopted.add(adopting.submit(() -> adopt(lot)));
          }
          while (!adopted.isEmpty()) {
            await(adopted.remove());
          }
        } finally {
          adopting.shutdownNow();
        }
      } finally {
        delete();
      }
    }

    /// What was taken over has other names by now, and what was not, a full disk needs.
    private void delete() {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        // The server sweeps it at its next start.
      }
    }

    private void adopt(List<LocalFile> lot) {
      var request = AdoptStagedRequest.newBuilder().setDirectory(directory.toString());
      for (LocalFile file : lot) {
        request.addFiles(
            StagedFile.newBuilder()
                .setName(name(file))
                .setBlob(BlobSender.ref(file.id(), file.size())));
      }
      rpc.act(() -> volumes.withDeadlineAfter(1, TimeUnit.HOURS).adoptStaged(request.build()));
    }
  }

  private static void await(Future<?> adopted) {
    try {
      adopted.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("Taking over staged files failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while files were taken over", e);
    }
  }

  private static String name(LocalFile file) {
    return file.id().sha256();
  }

  private static List<List<LocalFile>> lots(List<LocalFile> files) {
    List<List<LocalFile>> lots = new ArrayList<>();
    List<LocalFile> lot = new ArrayList<>();
    long bytes = 0;
    for (LocalFile file : files) {
      lot.add(file);
      bytes += file.size();
      if (lot.size() == LOT_FILES || bytes >= LOT_BYTES) {
        lots.add(lot);
        lot = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!lot.isEmpty()) {
      lots.add(lot);
    }
    return lots;
  }

  private static void copy(Path from, Path to, BlobSender.Moved moved) {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = in.size();
      long at = 0;
      while (at < size) {
        long n = in.transferTo(at, Math.min(STEP, size - at), out);
        if (n <= 0) {
          throw new IOException("the file became shorter while it was copied");
        }
        at += n;
        moved.add(n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Copying %s to %s failed: %s".formatted(from, to, e.getMessage()), e);
    }
  }
}

package dev.carafe.client.control;

import dev.carafe.model.file.FileWords;
import dev.carafe.protocol.proto.OpenStagingReply;
import dev.carafe.protocol.proto.OpenStagingRequest;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// The short way within one machine: the kernel copies files into a folder of the server, which
/// hashes them and takes them over. Only where this client can read the proof the server has put
/// there: an equal path on another machine does not fool it.
final class Staging {
  private static final long STEP = 8L << 20;
  private static final long PROOF_LIMIT = 4096;

  private final VolumesGrpc.VolumesBlockingV2Stub volumes;
  private final Rpc rpc;

  Staging(Channel channel, Rpc rpc) {
    this.volumes = VolumesGrpc.newBlockingV2Stub(channel);
    this.rpc = rpc;
  }

  /// A folder of the server on this machine, if it offers one. It must be closed.
  Optional<Folder> open() {
    OpenStagingReply reply =
        rpc.ask(() -> rpc.limited(volumes).openStaging(OpenStagingRequest.getDefaultInstance()));
    return proven(reply)
        ? Optional.of(new Folder(Path.of(reply.getDirectory())))
        : Optional.empty();
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

  /// A proven folder. What was not taken over goes with it: a full disk needs the room.
  record Folder(Path directory) implements AutoCloseable {
    /// Copies a file into the folder; `written` hears how far it is.
    void copy(Path from, String name, LongConsumer written) {
      Path to = directory.resolve(name);
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
          written.accept(at);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Copying %s to %s failed: %s".formatted(from, to, FileWords.of(e)), e);
      }
    }

    @Override
    public void close() {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
      } catch (IOException e) {
        // The server sweeps it at its next start.
      }
    }
  }
}

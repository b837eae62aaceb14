package dev.carafe.client.control;

import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Brings files to the server in lots: while it still hashes and stores one, the next is on its
/// way.
final class Ingestion {
  private static final int LOT_FILES = 10_000;
  private static final long LOT_BYTES = 1L << 30;

  private final VolumesGrpc.VolumesBlockingV2Stub volumes;
  private final Rpc rpc;

  Ingestion(Channel channel, Rpc rpc) {
    this.volumes = VolumesGrpc.newBlockingV2Stub(channel);
    this.rpc = rpc;
  }

  /// Sends all; returns what each is, in order, once they are durable. The content's hash is the
  /// server's word. Without a staging folder all must be small.
  List<LocalFile> send(
      List<FileState> files, Optional<Staging.Folder> folder, BlobSender.Moved moved) {
    List<LocalFile> answered = new ArrayList<>();
    List<IngestLot> open = new ArrayList<>();
    boolean whole = false;
    try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        List<Future<List<LocalFile>>> answers = new ArrayList<>();
        for (List<FileState> some : lots(files)) {
          if (answers.stream().anyMatch(one -> one.state() == Future.State.FAILED)) {
            break;
          }
          var lot = new IngestLot(volumes.ingest(), folder, moved, rpc);
          open.add(lot);
          some.forEach(lot::add);
          lot.end();
          answers.add(waiting.submit(lot::answer));
        }
        for (Future<List<LocalFile>> one : answers) {
          answered.addAll(await(one));
        }
        whole = true;
      } finally {
        if (!whole) {
          open.forEach(IngestLot::cancel);
        }
      }
    }
    return answered;
  }

  private static List<LocalFile> await(Future<List<LocalFile>> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("Uploading files failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while files were uploaded", e);
    }
  }

  private static List<List<FileState>> lots(List<FileState> files) {
    List<List<FileState>> lots = new ArrayList<>();
    List<FileState> lot = new ArrayList<>();
    long bytes = 0;
    for (FileState file : files) {
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
}

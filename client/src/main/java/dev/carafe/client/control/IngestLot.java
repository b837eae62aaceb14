package dev.carafe.client.control;

import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.file.FileWords;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.IngestReply;
import dev.carafe.protocol.proto.IngestRequest;
import dev.carafe.protocol.proto.Pack;
import dev.carafe.protocol.proto.StagedFile;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Files on their way to the server in one call: small ones many to a message, large ones through a
/// staging folder, where the server reads them just behind this client. One thread sends; then one
/// waits for the answer.
final class IngestLot {
  /// Files up to this size travel whole.
  static final int SMALL = 128 * 1024;

  private static final int PACK_BYTES = 1 << 20;

  /// Of larger files the server hears while they are copied.
  private static final long LARGE = 32L << 20;

  private final BlockingClientCall<IngestRequest, IngestReply> call;
  private final Optional<Staging.Folder> folder;
  private final BlobSender.Moved moved;
  private final Rpc rpc;
  private final List<FileState> files = new ArrayList<>();
  private Pack.Builder pack = Pack.newBuilder();
  private long packed;

  IngestLot(
      BlockingClientCall<IngestRequest, IngestReply> call,
      Optional<Staging.Folder> folder,
      BlobSender.Moved moved,
      Rpc rpc) {
    this.call = call;
    this.folder = folder;
    this.moved = moved;
    this.rpc = rpc;
  }

  /// Sends one more file. Without a staging folder it must be a small one.
  void add(FileState file) {
    if (file.size() <= SMALL) {
      pack(file);
    } else {
      stage(file, folder.orElseThrow());
    }
  }

  private void pack(FileState file) {
    byte[] content = read(file);
    if (pack.getContentsCount() == 0) {
      pack.setFirst(files.size());
    }
    files.add(file);
    pack.addContents(UnsafeByteOperations.unsafeWrap(content));
    packed += content.length;
    moved.add(content.length);
    if (packed >= PACK_BYTES) {
      flush();
    }
  }

  private static byte[] read(FileState file) {
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] content = in.readNBytes((int) file.size() + 1);
      if (content.length != file.size()) {
        throw changed(file.path());
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.path() + ": " + FileWords.of(e), e);
    }
  }

  private void flush() {
    if (pack.getContentsCount() > 0) {
      write(IngestRequest.newBuilder().setPack(pack));
      pack = Pack.newBuilder();
      packed = 0;
    }
  }

  private void stage(FileState file, Staging.Folder staging) {
    flush();
    int number = files.size();
    files.add(file);
    StagedFile staged =
        StagedFile.newBuilder()
            .setNumber(number)
            .setDirectory(staging.directory().toString())
            .setName("%x-%d".formatted(System.identityHashCode(this), number))
            .build();
    var copying = new Copying(staged, file);
    staging.copy(file.path(), staged.getName(), copying::reached);
    copying.checkUnchanged();
    write(
        IngestRequest.newBuilder()
            .setStaged(staged.toBuilder().setWritten(copying.at).setComplete(true)));
  }

  /// Passes on how far the copy of one file is.
  private final class Copying {
    private final StagedFile staged;
    private final FileState file;
    private long at;

    Copying(StagedFile staged, FileState file) {
      this.staged = staged;
      this.file = file;
    }

    void reached(long written) {
      moved.add(written - at);
      at = written;
      if (file.size() >= LARGE && written < file.size()) {
        write(IngestRequest.newBuilder().setStaged(staged.toBuilder().setWritten(written)));
      }
    }

    void checkUnchanged() {
      try {
        FileState now = FileState.of(file.path());
        if (now.size() != file.size() || now.stamp().modified() != file.stamp().modified()) {
          throw changed(file.path());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file.path() + ": " + FileWords.of(e), e);
      }
    }
  }

  static UncheckedIOException changed(Path file) {
    String message =
        "%s was changed while it was uploaded; upload again when nothing writes to it"
            .formatted(file);
    return new UncheckedIOException(message, new IOException(message));
  }

  private void write(IngestRequest.Builder request) {
    // When the server has ended the call, its answer says why.
    var _ = rpc.ask(() -> call.write(request.build()));
  }

  /// There are no more files.
  void end() {
    flush();
    call.halfClose();
  }

  /// What the files are, in the order in which they were added.
  List<LocalFile> answer() {
    IngestReply reply =
        Objects.requireNonNull(rpc.ask(call::read), "files are answered with their blobs");
    List<LocalFile> answered = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      BlobRef blob = reply.getBlobs(i);
      answered.add(
          new LocalFile(files.get(i).path(), new BlobId(blob.getSha256()), blob.getSize()));
    }
    return answered;
  }

  void cancel() {
    call.cancel("the upload was given up", null);
  }
}

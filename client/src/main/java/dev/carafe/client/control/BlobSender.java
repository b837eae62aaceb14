package dev.carafe.client.control;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.file.FileWords;
import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.BlobList;
import dev.carafe.protocol.proto.BlobRange;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.Channel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Brings files to a server that are not there yet: by a copy within this machine where server and
/// client share one, else over the wire. Threads may share it.
public final class BlobSender {
  private static final int CHUNK = 256 * 1024;
  private static final int ASKED_AT_ONCE = 5_000;

  private final BlobsGrpc.BlobsBlockingV2Stub blobs;
  private final Staging staging;
  private final Ingestion ingestion;
  private final Rpc rpc;

  BlobSender(Channel channel, Rpc rpc) {
    this.blobs = BlobsGrpc.newBlockingV2Stub(channel);
    this.staging = new Staging(channel, rpc);
    this.ingestion = new Ingestion(channel, rpc);
    this.rpc = rpc;
  }

  /// Sends what is missing; returns how many bytes that were.
  public long send(List<LocalFile> files, TransferListener listener) {
    return send(files, Map.of(), listener);
  }

  private long send(List<LocalFile> files, Map<Path, Place> places, TransferListener listener) {
    List<LocalFile> missing = missing(files);
    long bytes = missing.stream().mapToLong(LocalFile::size).sum();
    if (!missing.isEmpty()) {
      var moved = new Moved(listener, bytes);
      Optional<Staging.Folder> folder = staging.open();
      if (folder.isPresent()) {
        try (Staging.Folder open = folder.get()) {
          ingest(missing, Optional.of(open), moved);
        }
      } else {
        stream(missing, places, moved);
      }
    }
    return bytes;
  }

  /// Sends files whose content may be known or not; returns what each is, in order. Where the
  /// server is on this machine, what is not known is left to it: it hashes while this client
  /// copies. Else it is hashed here, and only what is missing there goes over the wire.
  public List<LocalFile> send(
      List<Source> sources, FileIndex index, boolean rehash, TransferListener listener) {
    Instant looked = index.now();
    Map<Path, LocalFile> found = new HashMap<>();
    List<Source> unknown = new ArrayList<>();
    for (Source source : sources) {
      Optional<BlobId> id = rehash ? Optional.empty() : index.known(source.root(), source.state());
      id.ifPresentOrElse(
          known -> found.put(source.path(), source.state().as(known)), () -> unknown.add(source));
    }
    Optional<Staging.Folder> folder =
        rehash || unknown.isEmpty() ? Optional.empty() : staging.open();
    if (folder.isPresent()) {
      try (Staging.Folder open = folder.get()) {
        sendUnread(unknown, found, open, listener);
      }
    } else {
      Hashing.hash(unknown.stream().map(Source::path).toList(), listener)
          .forEach(file -> found.put(file.path(), file));
      Map<Path, Place> places =
          sources.stream().collect(toMap(Source::path, Source::place, (one, _) -> one));
      var _ = send(List.copyOf(found.values()), places, listener);
    }
    List<LocalFile> all = sources.stream().map(s -> requireNonNull(found.get(s.path()))).toList();
    unknown.forEach(
        s -> index.remember(s.root(), s.state(), looked, requireNonNull(found.get(s.path())).id()));
    index.save();
    return all;
  }

  private void sendUnread(
      List<Source> unread,
      Map<Path, LocalFile> known,
      Staging.Folder folder,
      TransferListener listener) {
    List<LocalFile> missing = missing(known.values());
    List<FileState> states = unread.stream().map(Source::state).toList();
    long bytes =
        states.stream().mapToLong(FileState::size).sum()
            + missing.stream().mapToLong(LocalFile::size).sum();
    var moved = new Moved(listener, bytes);
    Optional<Staging.Folder> through = Optional.of(folder);
    ingest(missing, through, moved);
    ingestion.send(states, through, moved).forEach(file -> known.put(file.path(), file));
  }

  /// Over the wire: small files many to a message, each other one as a stream, and of large ones
  /// only those blocks that are not there.
  private void stream(List<LocalFile> missing, Map<Path, Place> places, Moved moved) {
    ingest(missing.stream().filter(BlobSender::isSmall).toList(), Optional.empty(), moved);
    for (LocalFile file : missing) {
      if (file.size() >= BlocksUpload.WORTHWHILE) {
        Place place = places.getOrDefault(file.path(), Place.NOWHERE);
        reading(file, () -> new BlocksUpload(file, place, moved).send(blobs));
      } else if (!isSmall(file)) {
        reading(file, () -> upload(file, moved));
      }
    }
  }

  private static boolean isSmall(LocalFile file) {
    return file.size() <= IngestLot.SMALL;
  }

  private void ingest(List<LocalFile> files, Optional<Staging.Folder> folder, Moved moved) {
    List<FileState> states = files.stream().map(BlobSender::state).toList();
    List<LocalFile> stored = ingestion.send(states, folder, moved);
    for (int i = 0; i < files.size(); i++) {
      if (!stored.get(i).id().equals(files.get(i).id())) {
        throw IngestLot.changed(files.get(i).path());
      }
    }
  }

  private static FileState state(LocalFile file) {
    try {
      return FileState.of(file.path());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.path() + ": " + FileWords.of(e), e);
    }
  }

  /// Counts what is moved, of a total that may turn out to be less. Threads share it.
  static final class Moved {
    private final TransferListener listener;
    private final AtomicLong total;

    Moved(TransferListener listener, long total) {
      this.listener = listener;
      this.total = new AtomicLong(total);
    }

    void add(long bytes) {
      listener.sending(bytes, total.get());
    }

    /// So many bytes need not be moved.
    void spare(long bytes) {
      listener.sending(0, total.addAndGet(-bytes));
    }
  }

  private List<LocalFile> missing(Collection<LocalFile> files) {
    Map<String, LocalFile> byHash = new LinkedHashMap<>();
    files.forEach(file -> byHash.putIfAbsent(file.id().sha256(), file));
    Set<String> missing = new HashSet<>();
    List<String> hashes = List.copyOf(byHash.keySet());
    for (int from = 0; from < hashes.size(); from += ASKED_AT_ONCE) {
      List<String> some = hashes.subList(from, Math.min(from + ASKED_AT_ONCE, hashes.size()));
      MissingRequest request = MissingRequest.newBuilder().addAllSha256(some).build();
      missing.addAll(rpc.ask(() -> rpc.limited(blobs).missing(request)).getSha256List());
    }
    List<LocalFile> left = new ArrayList<>(byHash.values());
    left.removeIf(file -> !missing.contains(file.id().sha256()));
    return left;
  }

  private interface Sending {
    void run() throws IOException, StatusException, InterruptedException;
  }

  private void reading(LocalFile file, Sending sending) {
    rpc.act(
        () -> {
          try {
            sending.run();
          } catch (IOException e) {
            throw new UncheckedIOException(
                "Cannot read " + file.path() + ": " + FileWords.of(e), e);
          }
        });
  }

  private void upload(LocalFile file, Moved moved)
      throws IOException, StatusException, InterruptedException {
    try (InputStream in = Files.newInputStream(file.path())) {
      upload(file, in, moved);
    }
  }

  private void upload(LocalFile file, InputStream in, Moved moved)
      throws IOException, StatusException, InterruptedException {
    BlockingClientCall<UploadChunk, UploadReply> call = blobs.upload();
    boolean answered = false;
    try {
      UploadChunk.Builder chunk = UploadChunk.newBuilder().setBlob(ref(file.id(), file.size()));
      byte[] data = in.readNBytes(CHUNK);
      do {
        chunk.setData(UnsafeByteOperations.unsafeWrap(data));
        if (!call.write(chunk.build())) {
          break; // the server has ended the call; read says why
        }
        moved.add(data.length);
        chunk = UploadChunk.newBuilder();
        data = in.readNBytes(CHUNK);
      } while (data.length > 0);
      call.halfClose();
      var _ = call.read();
      answered = true;
    } finally {
      if (!answered) {
        call.cancel("the upload was given up", null);
      }
    }
  }

  /// The content of a blob. The stream must be closed.
  public InputStream open(BlobId id, long size) {
    return new BlobStream(rpc, rpc.ask(() -> blobs.download(ref(id, size))));
  }

  /// A part of a blob: `length` bytes from `offset` on, or as many as there are. The stream must be
  /// closed.
  public InputStream open(BlobId id, long offset, long length) {
    BlobRange range =
        BlobRange.newBuilder().setSha256(id.sha256()).setOffset(offset).setLength(length).build();
    return new BlobStream(rpc, rpc.ask(() -> blobs.downloadRange(range)));
  }

  /// The contents of blobs, one after another: many small ones come at the price of one. The stream
  /// must be closed.
  public InputStream open(List<BlobId> ids) {
    BlobList list =
        BlobList.newBuilder().addAllSha256(ids.stream().map(BlobId::sha256).toList()).build();
    return new BlobStream(rpc, rpc.ask(() -> blobs.downloadAll(list)));
  }

  static BlobRef ref(BlobId id, long size) {
    return BlobRef.newBuilder().setSha256(id.sha256()).setSize(size).build();
  }
}

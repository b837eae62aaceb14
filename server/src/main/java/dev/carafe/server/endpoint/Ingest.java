package dev.carafe.server.endpoint;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.IngestReply;
import dev.carafe.protocol.proto.IngestRequest;
import dev.carafe.protocol.proto.Pack;
import dev.carafe.protocol.proto.StagedFile;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.volumes.content.BlobBatch;
import dev.carafe.volumes.content.BlobBatch.Stored;
import dev.carafe.volumes.content.Growth;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// One stream of files that become blobs. Each is hashed while the next ones come; a large file
/// that the client still copies is read just behind it. The disk is waited for once, at the end.
final class Ingest implements StreamObserver<IngestRequest> {
  private static final int MOST_FILES = 100_000;

  private final BlobBatch batch;
  private final Function<StagedFile, Path> staging;
  private final StreamObserver<IngestReply> out;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("ingest-", 0).factory());
  private final Semaphore busy = new Semaphore(Runtime.getRuntime().availableProcessors());
  private final List<Future<?>> running = new ArrayList<>();
  private final Map<Integer, Growth> growing = new HashMap<>();
  private final Map<Integer, Stored> stored = new ConcurrentHashMap<>();
  private boolean refused;

  Ingest(BlobBatch batch, Function<StagedFile, Path> staging, StreamObserver<IngestReply> out) {
    this.batch = batch;
    this.staging = staging;
    this.out = out;
  }

  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void onNext(IngestRequest request) {
    if (refused) {
      return;
    }
    try {
      switch (request.getKindCase()) {
        case PACK -> write(request.getPack());
        case STAGED -> take(request.getStaged());
        case KIND_NOT_SET -> throw Refusal.invalid("a file without a kind");
      }
    } catch (RuntimeException e) {
      refused = true;
      giveUp();
      out.onError(Answers.status(e));
    }
  }

  private void write(Pack pack) {
    int last = pack.getFirst() + pack.getContentsCount() - 1;
    checkNumber(pack.getFirst());
    checkNumber(last);
    whenFree(
        () -> {
          int number = pack.getFirst();
          for (ByteString content : pack.getContentsList()) {
            stored.put(number++, batch.write(content.toByteArray()));
          }
        });
  }

  private void take(StagedFile file) {
    int number = file.getNumber();
    checkNumber(number);
    boolean seen = growing.containsKey(number);
    if (!seen && file.getComplete()) {
      Path path = staging.apply(file);
      whenFree(() -> stored.put(number, batch.adopt(path)));
      return;
    }
    Growth growth = growing.computeIfAbsent(number, _ -> new Growth());
    growth.reached(file.getWritten());
    if (file.getComplete()) {
      growth.complete();
    }
    if (!seen) {
      Path path = staging.apply(file);
      start(() -> stored.put(number, batch.follow(path, growth)));
    }
  }

  private static void checkNumber(int number) {
    if (number < 0 || number >= MOST_FILES) {
      throw Refusal.invalid(
          "the number %d of a file is not below %,d; send fewer at once"
              .formatted(number, MOST_FILES));
    }
  }

  /// Holds the stream back while all processors are at work.
  private void whenFree(Step step) {
    busy.acquireUninterruptibly();
    start(
        () -> {
          try {
            step.run();
          } finally {
            busy.release();
          }
        });
  }

  private void start(Step step) {
    running.add(
        threads.submit(
            () -> {
              step.run();
              return null;
            }));
  }

  @Override
  public void onCompleted() {
    if (!refused) {
      growing.values().forEach(Growth::abandon); // what is not complete by now never will be
      Answers.one(
          out,
          () -> {
            try {
              for (Future<?> one : running) {
                await(one);
              }
              batch.publish();
              return reply();
            } finally {
              giveUp();
            }
          });
    }
  }

  private static void await(Future<?> running) throws Exception {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private IngestReply reply() {
    IngestReply.Builder reply = IngestReply.newBuilder();
    for (int number = 0; number < stored.size(); number++) {
      Stored one = stored.get(number);
      if (one == null) {
        throw Refusal.invalid("the file number %d was not sent".formatted(number));
      }
      reply.addBlobs(BlobRef.newBuilder().setSha256(one.blob().sha256()).setSize(one.size()));
    }
    return reply.build();
  }

  @Override
  public void onError(Throwable broken) {
    giveUp();
  }

  /// Nothing is left of what was not published.
  private void giveUp() {
    growing.values().forEach(Growth::abandon);
    threads.close();
    batch.close();
  }
}

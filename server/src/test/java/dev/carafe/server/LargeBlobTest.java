package dev.carafe.server;

import static dev.carafe.server.ServerHarness.behaviour;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LargeBlobTest {
  private static final int SIZE = 64 << 20;
  private static final int CHUNK = 1 << 20;

  @TempDir Path dir;

  /// The deadline is no measure of speed: a sender that waits for each chunk by the clock needs
  /// minutes.
  @Test
  void aLargeBlobGoesUpAndComesDownWithoutWaitingForTheClock() throws Exception {
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    BlobRef blob = BlobRef.newBuilder().setSha256(sha256).setSize(SIZE).build();
    try (var server = new ServerHarness(dir, behaviour(t -> t))) {
      upload(server, blob, bytes);

      MessageDigest received = MessageDigest.getInstance("SHA-256");
      BlobsGrpc.newBlockingStub(server.channel)
          .withDeadlineAfter(90, TimeUnit.SECONDS)
          .download(blob)
          .forEachRemaining(chunk -> received.update(chunk.getData().asReadOnlyByteBuffer()));

      assertThat(HexFormat.of().formatHex(received.digest())).isEqualTo(sha256);
    }
  }

  private static void upload(ServerHarness server, BlobRef blob, byte[] bytes) {
    CompletableFuture<UploadReply> stored = new CompletableFuture<>();
    StreamObserver<UploadChunk> up =
        BlobsGrpc.newStub(server.channel)
            .upload(
                new StreamObserver<>() {
                  @Override
                  public void onNext(UploadReply reply) {
                    stored.complete(reply);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    stored.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    for (int at = 0; at < bytes.length; at += CHUNK) {
      up.onNext(
          UploadChunk.newBuilder()
              .setBlob(blob)
              .setData(ByteString.copyFrom(bytes, at, CHUNK))
              .build());
    }
    up.onCompleted();
    assertThat(stored.orTimeout(60, TimeUnit.SECONDS).join()).isNotNull();
  }
}

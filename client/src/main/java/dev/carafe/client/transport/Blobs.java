package dev.carafe.client.transport;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.model.call.Payload.Encoding;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.Payload;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/// Payloads: small ones travel in the message, large ones as blobs beside it, by their hash.
/// Threads share it.
public final class Blobs {
  private static final int MOST_INLINE = 2 * 1024 * 1024;
  private static final int CHUNK = 256 * 1024;
  private static final int ANSWER_SECONDS = 30;

  private final BlobsGrpc.BlobsBlockingV2Stub blobs;

  public Blobs(Channel channel) {
    this.blobs = BlobsGrpc.newBlockingV2Stub(channel);
  }

  /// The payload that carries these bytes, which may not change any more. A large one is on the
  /// server when this returns.
  public Payload payload(Encoding encoding, byte[] bytes) throws InterruptedException {
    Payload.Builder payload =
        Payload.newBuilder()
            .setEncoding(
                switch (encoding) {
                  case CBOR -> dev.carafe.protocol.proto.Encoding.ENCODING_CBOR;
                  case JSON -> dev.carafe.protocol.proto.Encoding.ENCODING_JSON;
                });
    return bytes.length <= MOST_INLINE
        ? payload.setInline(UnsafeByteOperations.unsafeWrap(bytes)).build()
        : payload.setBlob(stored(bytes)).build();
  }

  private BlobRef stored(byte[] bytes) throws InterruptedException {
    BlobRef blob = BlobRef.newBuilder().setSha256(hash(bytes)).setSize(bytes.length).build();
    try {
      MissingRequest request = MissingRequest.newBuilder().addSha256(blob.getSha256()).build();
      boolean missing =
          blobs
                  .withDeadlineAfter(ANSWER_SECONDS, TimeUnit.SECONDS)
                  .missing(request)
                  .getSha256Count()
              > 0;
      if (missing) {
        upload(blob, bytes);
      }
      return blob;
    } catch (StatusException e) {
      throw LinkException.of(e);
    }
  }

  private void upload(BlobRef blob, byte[] bytes) throws StatusException, InterruptedException {
    BlockingClientCall<UploadChunk, UploadReply> call = blobs.upload();
    boolean answered = false;
    try {
      for (int at = 0; at < bytes.length; at += CHUNK) {
        UploadChunk.Builder chunk = UploadChunk.newBuilder();
        if (at == 0) {
          chunk.setBlob(blob);
        }
        int size = Math.min(CHUNK, bytes.length - at);
        chunk.setData(UnsafeByteOperations.unsafeWrap(bytes, at, size));
        if (!call.write(chunk.build())) {
          break; // the server has ended the call; read says why
        }
      }
      call.halfClose();
      var _ = call.read();
      answered = true;
    } finally {
      if (!answered) {
        call.cancel("the upload was given up", null);
      }
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The bytes of a payload, fetched if they are a blob and checked by their hash.
  public byte[] bytes(dev.carafe.model.call.Payload payload) throws InterruptedException {
    return switch (payload) {
      case dev.carafe.model.call.Payload.Inline inline -> inline.bytes();
      case dev.carafe.model.call.Payload.Blob blob -> {
        byte[] bytes = download(blob.blob().sha256(), blob.size());
        if (!hash(bytes).equals(blob.blob().sha256())) {
          throw broken("The blob %s arrived damaged".formatted(blob.blob()));
        }
        yield bytes;
      }
    };
  }

  private byte[] download(String sha256, long size) throws InterruptedException {
    if (size > Integer.MAX_VALUE - 16) {
      throw broken(
          ("A value of %d bytes is larger than an array of this JVM; return it in parts or put it"
                  + " on a Volume")
              .formatted(size));
    }
    byte[] bytes = new byte[(int) size];
    BlobRef blob = BlobRef.newBuilder().setSha256(sha256).setSize(size).build();
    BlockingClientCall<?, Chunk> call = blobs.download(blob);
    boolean through = false;
    try {
      int at = 0;
      Chunk chunk = call.read();
      while (chunk != null) {
        ByteString data = chunk.getData();
        if (data.size() > bytes.length - at) {
          throw broken("The blob %s is longer than was said".formatted(sha256));
        }
        data.copyTo(bytes, at);
        at += data.size();
        chunk = call.read();
      }
      through = true;
      if (at != bytes.length) {
        throw broken("The blob %s is shorter than was said".formatted(sha256));
      }
      return bytes;
    } catch (StatusException e) {
      throw LinkException.of(e);
    } finally {
      if (!through) {
        call.cancel("the download was given up", null);
      }
    }
  }

  private static LinkException broken(String message) {
    return new LinkException(Status.DATA_LOSS.withDescription(message));
  }
}

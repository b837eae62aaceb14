package dev.carafe.agent.invoke;

import com.google.protobuf.UnsafeByteOperations;
import dev.carafe.client.transport.Address;
import dev.carafe.client.transport.Channels;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.Chunk;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.UploadChunk;
import dev.carafe.protocol.proto.UploadReply;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Large payloads, to and from the server's blobs. The channel is opened by the first of them: few
/// containers ever need one. Safe for use by many threads.
public final class Blobs implements AutoCloseable {
  private static final int CHUNK = 512 * 1024;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String address;
  private final Supplier<String> token;
  private @Nullable ManagedChannel channel;

  public Blobs(String address, Supplier<String> token) {
    this.address = address;
    this.token = token;
  }

  byte[] download(BlobRef blob) {
    if (blob.getSize() > Integer.MAX_VALUE - 16) {
      throw new IllegalStateException(
          "a payload of %d bytes does not fit an array; at most 2 GiB do"
              .formatted(blob.getSize()));
    }
    byte[] bytes = new byte[(int) blob.getSize()];
    int at = 0;
    try {
      BlockingClientCall<?, Chunk> call = stub().download(blob);
      for (Chunk chunk = call.read(); chunk != null; chunk = call.read()) {
        chunk.getData().copyTo(bytes, at);
        at += chunk.getData().size();
      }
    } catch (StatusException e) {
      throw broken("Reading", blob, e);
    } catch (InterruptedException e) {
      throw interrupted("Reading", blob, e);
    }
    if (at != bytes.length) {
      throw new IllegalStateException(
          "Reading the payload %s gave %d of %d bytes"
              .formatted(blob.getSha256(), at, bytes.length));
    }
    return bytes;
  }

  BlobRef upload(byte[] bytes) {
    BlobRef blob = BlobRef.newBuilder().setSha256(sha256(bytes)).setSize(bytes.length).build();
    try {
      MissingRequest asked = MissingRequest.newBuilder().addSha256(blob.getSha256()).build();
      if (stub().missing(asked).getSha256Count() > 0) {
        send(blob, bytes);
      }
      return blob;
    } catch (StatusException e) {
      throw broken("Sending", blob, e);
    } catch (InterruptedException e) {
      throw interrupted("Sending", blob, e);
    }
  }

  private void send(BlobRef blob, byte[] bytes) throws StatusException, InterruptedException {
    BlockingClientCall<UploadChunk, UploadReply> call = stub().upload();
    boolean answered = false;
    try {
      for (int at = 0; at < bytes.length; at += CHUNK) {
        UploadChunk.Builder chunk = UploadChunk.newBuilder();
        if (at == 0) {
          chunk.setBlob(blob);
        }
        int length = Math.min(CHUNK, bytes.length - at);
        chunk.setData(UnsafeByteOperations.unsafeWrap(bytes, at, length));
        if (!call.write(chunk.build())) {
          break; // the server has ended the call; reading says why
        }
      }
      call.halfClose();
      var _ = call.read();
      answered = true;
    } finally {
      if (!answered) {
        call.cancel("given up", null);
      }
    }
  }

  private static IllegalStateException broken(String what, BlobRef blob, StatusException e) {
    return new IllegalStateException(
        "%s a payload of %d bytes failed: %s".formatted(what, blob.getSize(), e.getStatus()), e);
  }

  private static IllegalStateException interrupted(
      String what, BlobRef blob, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(
        "%s a payload of %d bytes was interrupted".formatted(what, blob.getSize()), e);
  }

  private synchronized BlobsGrpc.BlobsBlockingV2Stub stub() {
    if (channel == null) {
      channel = Channels.open(Address.parse(address), Optional.empty());
    }
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token.get());
    return BlobsGrpc.newBlockingV2Stub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      channel.shutdownNow();
    }
  }
}

package dev.carafe.server;

import static dev.carafe.server.ServerHarness.behaviour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.IngestReply;
import dev.carafe.protocol.proto.IngestRequest;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.OpenStagingRequest;
import dev.carafe.protocol.proto.Pack;
import dev.carafe.protocol.proto.StagedFile;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.stub.BlockingClientCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {
  private static final int PART = 1 << 20;

  @TempDir Path dir;
  private ServerHarness server;
  private VolumesGrpc.VolumesBlockingV2Stub volumes;
  private Path staging;
  private BlockingClientCall<IngestRequest, IngestReply> call;

  @BeforeEach
  void start() throws Exception {
    server = new ServerHarness(dir, behaviour(t -> t));
    volumes = VolumesGrpc.newBlockingV2Stub(server.channel);
    staging = Path.of(volumes.openStaging(OpenStagingRequest.getDefaultInstance()).getDirectory());
    call = volumes.ingest();
  }

  @AfterEach
  void stop() {
    call.cancel("the test is over", null);
    server.close();
  }

  @Test
  void filesOfAllSizesBecomeBlobsThatTheServerNames() throws Exception {
    byte[] small = bytes(1, 100);
    byte[] whole = bytes(2, PART);
    byte[] growing = bytes(3, 3 * PART);
    pack(0, small, new byte[0]);
    Files.write(staging.resolve("whole"), whole);
    staged(2, "whole", PART, true);
    for (int part = 0; part < 3; part++) {
      Files.write(
          staging.resolve("growing"),
          ByteString.copyFrom(growing, part * PART, PART).toByteArray(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      staged(3, "growing", (part + 1L) * PART, part == 2);
    }
    call.halfClose();

    assertThat(answer(call).getBlobsList())
        .containsExactly(ref(small), ref(new byte[0]), ref(whole), ref(growing));
    assertThat(missing(small, whole, growing)).isEmpty();
  }

  @Test
  void whatIsNotWholeAtTheEndIsRefusedAndNothingIsStored() throws Exception {
    pack(0, bytes(1, 100));
    Files.write(staging.resolve("half"), bytes(2, PART));
    staged(1, "half", PART, false);
    call.halfClose();

    assertThatThrownBy(call::read).hasMessageContaining("not whole when its writer left");
    assertThat(missing(bytes(1, 100))).hasSize(1);
  }

  @Test
  void callThatBreaksLeavesNothing() throws Exception {
    pack(0, bytes(1, 100));
    call.cancel("the client is gone", null);

    BlockingClientCall<IngestRequest, IngestReply> next = volumes.ingest();
    next.halfClose();
    assertThat(answer(next).getBlobsCount()).isZero();
    assertThat(missing(bytes(1, 100))).hasSize(1);
  }

  @Test
  void filesOutsideOfAStagingFolderAreRefused() throws Exception {
    staged(0, "../secret", 1, true);
    assertThatThrownBy(call::read).hasMessageContaining("not a file of the staging folder");
  }

  @Test
  void foldersThatAreNoStagingFoldersAreRefused() throws Exception {
    staging = dir;
    staged(0, "secret", 1, true);
    assertThatThrownBy(call::read).hasMessageContaining("no staging folder of this server");
  }

  private static IngestReply answer(BlockingClientCall<IngestRequest, IngestReply> call)
      throws Exception {
    return Objects.requireNonNull(call.read());
  }

  private void pack(int first, byte[]... contents) throws Exception {
    Pack.Builder pack = Pack.newBuilder().setFirst(first);
    for (byte[] content : contents) {
      pack.addContents(ByteString.copyFrom(content));
    }
    var _ = call.write(IngestRequest.newBuilder().setPack(pack).build());
  }

  private void staged(int number, String name, long written, boolean complete) throws Exception {
    StagedFile file =
        StagedFile.newBuilder()
            .setNumber(number)
            .setDirectory(staging.toString())
            .setName(name)
            .setWritten(written)
            .setComplete(complete)
            .build();
    var _ = call.write(IngestRequest.newBuilder().setStaged(file).build());
  }

  private List<String> missing(byte[]... contents) throws Exception {
    MissingRequest.Builder request = MissingRequest.newBuilder();
    for (byte[] content : contents) {
      request.addSha256(ref(content).getSha256());
    }
    return BlobsGrpc.newBlockingV2Stub(server.channel).missing(request.build()).getSha256List();
  }

  private static BlobRef ref(byte[] content) throws Exception {
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    return BlobRef.newBuilder().setSha256(sha256).setSize(content.length).build();
  }

  private static byte[] bytes(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}

package dev.carafe.server;

import static dev.carafe.server.ServerHarness.behaviour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.carafe.model.block.Block;
import dev.carafe.model.block.Blocks;
import dev.carafe.protocol.proto.BlobBlock;
import dev.carafe.protocol.proto.BlobOutline;
import dev.carafe.protocol.proto.BlobRef;
import dev.carafe.protocol.proto.BlobsGrpc;
import dev.carafe.protocol.proto.BlockData;
import dev.carafe.protocol.proto.BlockRun;
import dev.carafe.protocol.proto.BlocksReply;
import dev.carafe.protocol.proto.BlocksRequest;
import dev.carafe.protocol.proto.CommitFilesRequest;
import dev.carafe.protocol.proto.CreateVolumeRequest;
import dev.carafe.protocol.proto.FileChange;
import dev.carafe.protocol.proto.FileRow;
import dev.carafe.protocol.proto.MissingRequest;
import dev.carafe.protocol.proto.VolumesGrpc;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlocksUploadTest {
  private static final int MIB = 1 << 20;
  private static final int CHUNK = MIB;

  @TempDir Path dir;
  @TempDir Path files;
  private final List<BlockingClientCall<BlocksRequest, BlocksReply>> calls = new ArrayList<>();
  private ServerHarness server;
  private BlobsGrpc.BlobsBlockingV2Stub blobs;
  private byte[] content = new byte[20 * MIB];

  @BeforeEach
  void start() {
    new Random(1).nextBytes(content);
    connect();
  }

  private void connect() {
    server = new ServerHarness(dir, behaviour(t -> t));
    blobs = BlobsGrpc.newBlockingV2Stub(server.channel);
  }

  @AfterEach
  void stop() {
    calls.forEach(call -> call.cancel("the test is over", null));
    server.close();
  }

  @Test
  void allBlocksOfANewFileAreWantedAndMakeTheBlob() throws Exception {
    Upload upload = new Upload();
    assertThat(upload.wanted()).containsExactly(0, 1, 2);
    upload.send(0, 1, 2);
    upload.end();
    assertThat(isThere()).isTrue();
    assertThat(partials()).isEmpty();
  }

  @Test
  void whatHadComeWhenAnUploadBrokeOffIsNotWantedAgain() throws Exception {
    Upload broken = new Upload();
    broken.send(1);
    resumed(0, 2).breakOff();
    broken.breakOff();

    Upload next = new Upload();
    assertThat(next.wanted()).containsExactly(0, 2);
    next.send(0, 2);
    next.end();
    assertThat(isThere()).isTrue();
  }

  @Test
  void neitherIsItWhenTheServerWasStartedAnewInBetween() throws Exception {
    Upload broken = new Upload();
    broken.send(0, 2);
    resumed(1).breakOff();
    server.close();
    connect();

    Upload next = new Upload();
    assertThat(next.wanted()).containsExactly(1);
    next.send(1);
    next.end();
    assertThat(isThere()).isTrue();
  }

  @Test
  void whatHasComeIsTakenUpThoughTheServerHasNotNoticedTheBreak() throws Exception {
    Upload stuck = new Upload();
    stuck.send(1);
    Upload next = resumed(0, 2);
    next.send(0, 2);
    next.end();
    assertThat(isThere()).isTrue();

    stuck.breakOff();
    while (!partials().isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /// What is sent arrives in its own time: tries until it has.
  private Upload resumed(Integer... wanted) throws Exception {
    while (true) {
      Upload next = new Upload();
      if (next.wanted().equals(List.of(wanted))) {
        return next;
      }
      next.breakOff();
    }
  }

  @Test
  void ofAFileThatChangedOnlyTheBlocksThatDifferAreWanted() throws Exception {
    Upload first = new Upload();
    first.send(0, 1, 2);
    first.end();
    commit("weights", "model.bin");
    content[17 * MIB]++;

    Upload changed = new Upload("weights", "model.bin");
    assertThat(changed.wanted()).containsExactly(2);
    changed.send(2);
    changed.end();
    assertThat(isThere()).isTrue();
  }

  @Test
  void aNewFileIsComparedWithOneOfItsSizeInTheSameVolume() throws Exception {
    Upload first = new Upload();
    first.send(0, 1, 2);
    first.end();
    commit("weights", "v1/model.bin");
    content[17 * MIB]++;

    assertThat(new Upload("others", "v2/model.bin").wanted()).containsExactly(0, 1, 2);
    assertThat(new Upload("weights", "v2/model.bin").wanted()).containsExactly(2);
  }

  @Test
  void blocksOfZerosAreNotWantedAndTakeNoRoom() throws Exception {
    content = new byte[24 * MIB];
    content[content.length - 1] = 1;
    Upload sparse = new Upload();
    assertThat(sparse.wanted()).containsExactly(2);
    sparse.send(2);
    sparse.end();
    assertThat(isThere()).isTrue();
    Path stored = dir.resolve("volumes/blobs").resolve(sha().substring(0, 2)).resolve(sha());
    assertThat(room(stored)).isLessThan(9L * MIB);
  }

  @Test
  void twoThatBringTheSameFileAtOnceDoNotMeet() throws Exception {
    Upload one = new Upload();
    Upload other = new Upload();
    assertThat(one.wanted()).hasSize(3);
    assertThat(other.wanted()).hasSize(3);
    one.send(0, 1, 2);
    one.end();
    other.send(0, 1, 2);
    other.end();
    assertThat(isThere()).isTrue();
    assertThat(partials()).isEmpty();
  }

  @Test
  void otherBytesThanWereAnnouncedAreRefusedAndNothingIsKept() throws Exception {
    Upload upload = new Upload();
    content[5]++;
    upload.send(0, 1, 2);
    assertThatThrownBy(upload::end).hasMessageContaining("SHA-256");
    assertThat(partials()).isEmpty();
  }

  @Test
  void bytesOutsideOfTheBlobAreRefused() throws Exception {
    Upload upload = new Upload();
    assertThat(upload.wanted()).hasSize(3);
    upload.data(content.length - 1L, ByteString.copyFromUtf8("ab"));
    assertThatThrownBy(upload::end).hasMessageContaining("of a blob of");
    assertThat(partials()).isEmpty();
  }

  /// A call of a client that has these bytes.
  private final class Upload {
    private final BlockingClientCall<BlocksRequest, BlocksReply> call = blobs.uploadBlocks();
    private final List<Block> blocks;
    private final List<Integer> wanted = new ArrayList<>();

    Upload() throws Exception {
      this("", "");
    }

    Upload(String volume, String path) throws Exception {
      calls.add(call);
      blocks = Blocks.of(Files.write(files.resolve("file"), content));
      BlobOutline.Builder outline =
          BlobOutline.newBuilder().setBlob(ref()).setVolume(volume).setPath(path).setLast(true);
      for (Block block : blocks) {
        outline.addBlocks(
            BlobBlock.newBuilder()
                .setLength(block.length())
                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(block.hash().sha256()))));
      }
      var _ = call.write(BlocksRequest.newBuilder().setOutline(outline).build());
      for (BlockRun run : Objects.requireNonNull(call.read()).getWantedList()) {
        for (int i = 0; i < run.getCount(); i++) {
          wanted.add(run.getFirst() + i);
        }
      }
    }

    List<Integer> wanted() {
      return wanted;
    }

    void send(int... numbers) throws Exception {
      for (int number : numbers) {
        Block block = blocks.get(number);
        for (int at = 0; at < block.length(); at += CHUNK) {
          int length = Math.min(CHUNK, block.length() - at);
          int from = (int) block.offset() + at;
          data(from, ByteString.copyFrom(content, from, length));
        }
      }
    }

    void data(long offset, ByteString bytes) throws Exception {
      BlockData data = BlockData.newBuilder().setOffset(offset).setData(bytes).build();
      var _ = call.write(BlocksRequest.newBuilder().setData(data).build());
    }

    void breakOff() {
      call.cancel("broken off", null);
    }

    void end() throws Exception {
      call.halfClose();
      assertThat(call.read()).isNull();
    }
  }

  private void commit(String volume, String path) throws Exception {
    var volumes = VolumesGrpc.newBlockingV2Stub(server.channel);
    var _ = volumes.createVolume(CreateVolumeRequest.newBuilder().setName(volume).build());
    FileRow row =
        FileRow.newBuilder()
            .setPath(path)
            .setType(FileRow.Type.TYPE_FILE)
            .setMode(0644)
            .setBlob(ref().getSha256())
            .setSize(content.length)
            .build();
    var commit = volumes.commitFiles();
    var _ =
        commit.write(
            CommitFilesRequest.newBuilder()
                .setVolume(volume)
                .addChanges(FileChange.newBuilder().setPut(row))
                .build());
    commit.halfClose();
    assertThat(commit.read()).isNotNull();
  }

  private boolean isThere() throws Exception {
    MissingRequest request = MissingRequest.newBuilder().addSha256(sha()).build();
    return blobs.missing(request).getSha256Count() == 0;
  }

  private List<Path> partials() throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve("volumes/partial"))) {
      return all.toList();
    }
  }

  /// In bytes.
  private static long room(Path file) throws IOException {
    Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
    try (var said = stat.inputReader()) {
      return Long.parseLong(said.readLine()) * 512;
    }
  }

  private BlobRef ref() {
    return BlobRef.newBuilder().setSha256(sha()).setSize(content.length).build();
  }

  private String sha() {
    return Blocks.hash(content).sha256();
  }
}

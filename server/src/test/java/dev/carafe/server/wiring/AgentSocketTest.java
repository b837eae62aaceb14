package dev.carafe.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.carafe.model.aot.AotTraining;
import dev.carafe.process.NoImages;
import dev.carafe.process.ProcessContainerEngine;
import dev.carafe.protocol.proto.CreateVolumeRequest;
import dev.carafe.protocol.proto.ImportBucketRequest;
import dev.carafe.protocol.proto.VolumesGrpc;
import dev.carafe.server.ServerOptions;
import dev.carafe.server.wiring.EngineModule.Engines;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What containers reach by the socket that they have of the server, and what they do not.
@Timeout(60)
final class AgentSocketTest {
  private static final ImportBucketRequest IMPORT =
      ImportBucketRequest.newBuilder()
          .setVolume("weights")
          .setBucket("s3://weights/minilm/")
          .setEndpoint("http://127.0.0.1:9")
          .setSecret("keys-of-others")
          .build();

  @TempDir Path dir;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private ServerParts parts;
  private ManagedChannel channel;
  private VolumesGrpc.VolumesBlockingStub volumes;

  private static final class WithSocket extends AbstractModule {
    @Provides
    @Singleton
    Engines engines(ServerOptions options) {
      return new Engines(
          new ProcessContainerEngine(options.dataDir(), AotTraining.OFF),
          new NoImages(),
          Optional.of(options.dataDir().resolve("agents.sock")));
    }
  }

  @BeforeEach
  void start() {
    parts =
        ServerParts.start(
            new ServerOptions(
                dir, "process", "127.0.0.1:0", List.of(), List.of(Path.of("agent.jar"))),
            new WithSocket());
    channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(dir.resolve("agents.sock")))
            .channelType(NioDomainSocketChannel.class)
            .eventLoopGroup(group)
            .overrideAuthority("localhost")
            .usePlaintext()
            .build();
    volumes = VolumesGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    parts.close();
    var _ = group.shutdownGracefully();
  }

  @Test
  void containersUseVolumes() {
    assertThat(
            volumes
                .createVolume(CreateVolumeRequest.newBuilder().setName("weights").build())
                .getCreated())
        .isTrue();
  }

  @Test
  void containersHaveNothingImported() {
    assertThatThrownBy(() -> volumes.importBucket(IMPORT).next())
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("containers cannot import buckets");
  }
}

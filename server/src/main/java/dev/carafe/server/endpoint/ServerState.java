package dev.carafe.server.endpoint;

import dev.carafe.protocol.proto.StatusReply;
import dev.carafe.server.ServerVersion;
import dev.carafe.server.containers.ServerAddress;
import dev.carafe.server.node.gpu.GpuInventory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// What a server says of itself, and whether it was told to stop.
public final class ServerState {
  private final ServerAddress address;
  private final String engine;
  private final String engineReason;
  private final Path dataDir;
  private final GpuInventory gpus;
  private final Instant started = Instant.now();
  private final CountDownLatch stop = new CountDownLatch(1);

  public ServerState(
      ServerAddress address, String engine, String engineReason, Path dataDir, GpuInventory gpus) {
    this.address = address;
    this.engine = engine;
    this.engineReason = engineReason;
    this.dataDir = dataDir;
    this.gpus = gpus;
  }

  StatusReply.Builder status() {
    return StatusReply.newBuilder()
        .setAddress(address.value())
        .setPid(ProcessHandle.current().pid())
        .setVersion(ServerVersion.TEXT)
        .setEngine(engine)
        .setEngineReason(engineReason)
        .setDataDir(dataDir.toString())
        .setStartedMillis(started.toEpochMilli())
        .addAllGpus(gpus.summary())
        .setGpuSource(gpus.source());
  }

  public void requestStop() {
    stop.countDown();
  }

  public void awaitStop() throws InterruptedException {
    stop.await();
  }
}

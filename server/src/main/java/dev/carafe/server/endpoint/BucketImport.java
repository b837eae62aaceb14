package dev.carafe.server.endpoint;

import dev.carafe.model.app.BucketAddress;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import dev.carafe.protocol.proto.ImportBucketEvent;
import dev.carafe.protocol.proto.ImportBucketRequest;
import dev.carafe.protocol.proto.VolumeState;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.server.security.SecretVault;
import dev.carafe.volumes.bucket.BucketKeys;
import dev.carafe.volumes.imports.BucketImports;
import dev.carafe.volumes.imports.ImportOrder;
import dev.carafe.volumes.imports.ImportProgress;
import dev.carafe.volumes.version.VolumeStore;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;

/// One import, on the thread that asked for it; a client that leaves interrupts it.
final class BucketImport {
  private static final long EVERY = Duration.ofMillis(200).toNanos();
  private static final String ENDPOINT = "https?://[^\\s/]+(/\\S*)?";

  private final BucketImports imports;
  private final VolumeStore volumes;
  private final SecretVault secrets;
  private final StreamObserver<ImportBucketEvent> out;
  private long told = System.nanoTime() - EVERY;

  BucketImport(
      BucketImports imports,
      VolumeStore volumes,
      SecretVault secrets,
      StreamObserver<ImportBucketEvent> out) {
    this.imports = imports;
    this.volumes = volumes;
    this.secrets = secrets;
    this.out = out;
  }

  void run(ImportBucketRequest request) {
    if (out instanceof ServerCallStreamObserver<ImportBucketEvent> call) {
      call.setOnCancelHandler(() -> {}); // else what is told to a client that left is an error
    }
    Thread self = Thread.currentThread();
    // Not by that handler: it is called on this very thread, when the import has ended.
    Context.CancellationListener left = _ -> self.interrupt();
    Context.current().addListener(left, Runnable::run);
    try {
      Answers.one(out, () -> answer(request, order(request)));
    } finally {
      Context.current().removeListener(left);
    }
  }

  private ImportBucketEvent answer(ImportBucketRequest request, ImportOrder order)
      throws InterruptedException {
    if (request.getDryRun()) {
      return event(imports.plan(order)).build();
    }
    long before = volumes.head(order.volume()).number();
    BucketImports.Imported imported = imports.run(order, this::tell);
    VolumeVersion now = imported.version();
    return event(imported.progress())
        .setState(
            VolumeState.newBuilder()
                .setName(now.volume())
                .setVersion(now.number())
                .setCreated(now.number() > before))
        .build();
  }

  private synchronized void tell(ImportProgress progress) {
    long now = System.nanoTime();
    if (now - told >= EVERY) {
      told = now;
      out.onNext(event(progress).build());
    }
  }

  private static ImportBucketEvent.Builder event(ImportProgress progress) {
    return ImportBucketEvent.newBuilder()
        .setFiles(progress.files())
        .setBytes(progress.bytes())
        .setKeptBytes(progress.keptBytes())
        .setFetchedBytes(progress.fetchedBytes());
  }

  private ImportOrder order(ImportBucketRequest request) {
    if (!request.getEndpoint().isEmpty() && !request.getEndpoint().matches(ENDPOINT)) {
      throw Refusal.invalid(
          "the endpoint \"%s\" is no URL. Write it like \"https://s3.example.org\""
              .formatted(request.getEndpoint()));
    }
    return new ImportOrder(
        BucketAddress.of(request.getBucket()),
        request.getEndpoint(),
        request.getPathStyle(),
        keys(request).in(request.getRegion()),
        request.getVolume(),
        request.getPath(),
        request.getForce());
  }

  private BucketKeys keys(ImportBucketRequest request) {
    if (!request.getSecret().isEmpty()) {
      return BucketKeys.of(request.getSecret(), secrets.open(request.getSecret()));
    }
    Map<String, String> given = request.getKeysMap();
    boolean id = !given.getOrDefault("AWS_ACCESS_KEY_ID", "").isBlank();
    if (id == given.getOrDefault("AWS_SECRET_ACCESS_KEY", "").isBlank()) {
      throw Refusal.invalid(
          "%s is set and %s is not; set both, or neither for a public bucket"
              .formatted(
                  id ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
                  id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"));
    }
    return BucketKeys.of("", given);
  }
}

package dev.carafe.server.endpoint;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.spi.ImageStock;
import dev.carafe.model.spi.ImageStock.Base;
import dev.carafe.model.spi.ImageStock.Log;
import dev.carafe.model.spi.ImageStock.Stored;
import dev.carafe.protocol.proto.BaseRow;
import dev.carafe.protocol.proto.BuildImagesEvent;
import dev.carafe.protocol.proto.BuildImagesRequest;
import dev.carafe.protocol.proto.BuiltImage;
import dev.carafe.protocol.proto.ImageLog;
import dev.carafe.protocol.proto.ImageLogsRequest;
import dev.carafe.protocol.proto.ImageRow;
import dev.carafe.protocol.proto.ImagesGrpc;
import dev.carafe.protocol.proto.ListImagesReply;
import dev.carafe.protocol.proto.ListImagesRequest;
import dev.carafe.protocol.proto.MakeBaseEvent;
import dev.carafe.protocol.proto.MakeBaseRequest;
import dev.carafe.protocol.proto.PruneImagesReply;
import dev.carafe.protocol.proto.PruneImagesRequest;
import dev.carafe.protocol.proto.PrunedRow;
import dev.carafe.protocol.wire.ModelJson;
import dev.carafe.server.deploy.DeployProgress;
import dev.carafe.server.deploy.DeploymentCheck;
import dev.carafe.server.images.Images;
import dev.carafe.server.images.Images.OfApp;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Locale;

/// What people ask of images. Runs on threads that may block.
public final class ImagesEndpoint extends ImagesGrpc.ImagesImplBase {
  private final Images images;
  private final DeploymentCheck check;

  public ImagesEndpoint(Images images, DeploymentCheck check) {
    this.images = images;
    this.check = check;
  }

  @Override
  public void makeBase(MakeBaseRequest request, StreamObserver<MakeBaseEvent> out) {
    Answers.one(
        out,
        () -> {
          Base base =
              images.base(line -> out.onNext(MakeBaseEvent.newBuilder().setProgress(line).build()));
          return MakeBaseEvent.newBuilder()
              .setBase(
                  BaseRow.newBuilder()
                      .setName(base.name())
                      .setId(base.id())
                      .setBytes(base.bytes())
                      .setOrigin(base.origin().name().toLowerCase(Locale.ROOT)))
              .build();
        });
  }

  @Override
  public void listImages(ListImagesRequest request, StreamObserver<ListImagesReply> out) {
    Answers.one(
        out,
        () -> {
          Images.Inventory inventory = images.inventory();
          ListImagesReply.Builder reply = ListImagesReply.newBuilder();
          inventory.images().forEach(image -> reply.addImages(row(image)));
          inventory.stored().forEach((stored, users) -> reply.addImages(row(stored, users)));
          return reply.build();
        });
  }

  private static ImageRow row(OfApp one) {
    ImageRow.Builder row =
        ImageRow.newBuilder()
            .setKind("image")
            .setApp(one.app())
            .setImage(one.image().name())
            .setLayers(one.standing().keys().size())
            .addAllUsedBy(one.versions());
    one.standing()
        .top()
        .ifPresent(
            top ->
                row.setId(top.id())
                    .setBytes(top.bytes())
                    .setCreatedMillis(top.created().toEpochMilli()));
    return row.build();
  }

  private static ImageRow row(Stored stored, List<String> users) {
    return ImageRow.newBuilder()
        .setKind(stored.key().isEmpty() ? "base" : "layer")
        .setImage(stored.what())
        .setId(stored.id())
        .setBytes(stored.key().isEmpty() ? stored.bytes() : stored.ownBytes())
        .addAllUsedBy(users)
        .setCreatedMillis(stored.created().toEpochMilli())
        .build();
  }

  @Override
  public void buildImages(BuildImagesRequest request, StreamObserver<BuildImagesEvent> out) {
    DeployProgress progress =
        new DeployProgress() {
          @Override
          public void progress(String line) {
            out.onNext(BuildImagesEvent.newBuilder().setProgress(line).build());
          }

          @Override
          public void warning(String line) {
            out.onNext(BuildImagesEvent.newBuilder().setWarning(line).build());
          }

          @Override
          public boolean isGone() {
            return ((ServerCallStreamObserver<BuildImagesEvent>) out).isCancelled();
          }
        };
    Answers.many(
        out,
        () -> {
          images.requireStock();
          DeploymentSpec deployment =
              ModelJson.read(request.getDeploymentJson(), DeploymentSpec.class);
          check
              .images(deployment, progress)
              .forEach(
                  (image, id) ->
                      out.onNext(
                          BuildImagesEvent.newBuilder()
                              .setBuilt(BuiltImage.newBuilder().setImage(image.name()).setId(id))
                              .build()));
          return out;
        });
  }

  @Override
  public void imageLogs(ImageLogsRequest request, StreamObserver<ImageLog> out) {
    Answers.many(
        out,
        () -> {
          images.logs(request.getName()).forEach(log -> out.onNext(row(log)));
          return out;
        });
  }

  private static ImageLog row(Log log) {
    return ImageLog.newBuilder()
        .setKey(log.key())
        .setImage(log.image())
        .setStep(log.step())
        .setStartedMillis(log.started().toEpochMilli())
        .addAllLines(log.lines())
        .setEnd(log.end())
        .build();
  }

  @Override
  public void pruneImages(PruneImagesRequest request, StreamObserver<PruneImagesReply> out) {
    Answers.one(
        out,
        () -> {
          ImageStock.Pruned pruned = images.prune(request.getOthers(), request.getDryRun());
          return PruneImagesReply.newBuilder()
              .addAllRemoved(rows(pruned.removed()))
              .addAllInUse(rows(pruned.inUse()))
              .addAllSpared(rows(pruned.spared()))
              .build();
        });
  }

  private static List<PrunedRow> rows(List<Stored> layers) {
    return layers.stream()
        .map(
            layer ->
                PrunedRow.newBuilder()
                    .setId(layer.id())
                    .setStep(layer.what())
                    .setBytes(layer.ownBytes())
                    .build())
        .toList();
  }
}

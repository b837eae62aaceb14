package dev.carafe.client.control;

import dev.carafe.protocol.proto.BuildImagesRequest;
import dev.carafe.protocol.proto.ImageLogsRequest;
import dev.carafe.protocol.proto.ImagesGrpc;
import dev.carafe.protocol.proto.ListImagesRequest;
import dev.carafe.protocol.proto.MakeBaseRequest;
import dev.carafe.protocol.proto.PruneImagesReply;
import dev.carafe.protocol.proto.PruneImagesRequest;
import dev.carafe.protocol.proto.PrunedRow;
import dev.carafe.protocol.wire.ModelJson;
import io.grpc.Channel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks a server for its images. Threads may share it; it does not own its channel.
public final class ImageClient {
  private final ImagesGrpc.ImagesBlockingV2Stub images;
  private final BlobSender blobs;
  private final Rpc rpc;

  ImageClient(Channel channel, Rpc rpc, BlobSender blobs) {
    this.images = ImagesGrpc.newBlockingV2Stub(channel);
    this.rpc = rpc;
    this.blobs = blobs;
  }

  /// Finds or makes the default base.
  public BaseImage base(Consumer<String> progress) {
    var base = new AtomicReference<@Nullable BaseImage>();
    rpc.each(
        () -> images.makeBase(MakeBaseRequest.getDefaultInstance()),
        event -> {
          switch (event.getKindCase()) {
            case PROGRESS -> progress.accept(event.getProgress());
            case BASE -> {
              var row = event.getBase();
              base.set(new BaseImage(row.getName(), row.getId(), row.getBytes(), row.getOrigin()));
            }
            case KIND_NOT_SET -> {}
          }
        });
    return Objects.requireNonNull(base.get(), "the server ended without a base");
  }

  public List<ImageRow> list() {
    return rpc
        .ask(() -> rpc.limited(images).listImages(ListImagesRequest.getDefaultInstance()))
        .getImagesList()
        .stream()
        .map(ImageClient::row)
        .toList();
  }

  private static ImageRow row(dev.carafe.protocol.proto.ImageRow m) {
    return new ImageRow(
        m.getKind(),
        m.getApp(),
        m.getImage(),
        m.getId(),
        m.getBytes(),
        m.getLayers(),
        m.getUsedByList(),
        m.getCreatedMillis() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(m.getCreatedMillis())));
  }

  /// Builds the images of a deployment, which is not deployed; gives their ids by name.
  public Map<String, String> build(
      Deployment deployment, DeployListener listener, TransferListener transfer) {
    blobs.send(deployment.files(), transfer);
    transfer.sent();
    BuildImagesRequest request =
        BuildImagesRequest.newBuilder()
            .setDeploymentJson(ModelJson.write(deployment.spec()))
            .build();
    Map<String, String> built = new LinkedHashMap<>();
    rpc.each(
        () -> images.buildImages(request),
        event -> {
          switch (event.getKindCase()) {
            case PROGRESS -> listener.progress(event.getProgress());
            case WARNING -> listener.warning(event.getWarning());
            case BUILT -> built.put(event.getBuilt().getImage(), event.getBuilt().getId());
            case KIND_NOT_SET -> {}
          }
        });
    return built;
  }

  /// The kept output of the builds of an app's images, or of an image.
  public void logs(String name, Consumer<ImageLog> consumer) {
    rpc.each(
        () -> images.imageLogs(ImageLogsRequest.newBuilder().setName(name).build()),
        m ->
            consumer.accept(
                new ImageLog(
                    m.getKey(),
                    m.getImage(),
                    m.getStep(),
                    Instant.ofEpochMilli(m.getStartedMillis()),
                    m.getLinesList(),
                    m.getEnd())));
  }

  /// Removes the layers that no version needs, `others` built by other servers too.
  public PrunedLayers prune(boolean others, boolean dryRun) {
    PruneImagesRequest request =
        PruneImagesRequest.newBuilder().setOthers(others).setDryRun(dryRun).build();
    PruneImagesReply reply = rpc.ask(() -> images.pruneImages(request));
    return new PrunedLayers(
        layers(reply.getRemovedList()),
        layers(reply.getInUseList()),
        layers(reply.getSparedList()));
  }

  private static List<PrunedLayers.Layer> layers(List<PrunedRow> rows) {
    return rows.stream()
        .map(row -> new PrunedLayers.Layer(row.getId(), row.getStep(), row.getBytes()))
        .toList();
  }
}

package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Image;
import dev.carafe.docker.engine.Labels;
import dev.carafe.model.spi.ImageStock.Stored;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Bases and layers as the engine lists them, at one moment. `folder` is of this server.
final class Stock {
  private final Map<String, Long> sizes = new HashMap<>();
  private final List<Stored> stored;

  static Stock of(DockerClient docker, String folder) {
    return new Stock(docker.listImagesCmd().withShowAll(true).exec(), folder);
  }

  private Stock(List<Image> images, String folder) {
    images.forEach(image -> sizes.put(image.getId(), size(image)));
    this.stored = images.stream().flatMap(image -> one(image, folder)).toList();
  }

  List<Stored> all() {
    return stored;
  }

  List<Stored> layers() {
    return stored.stream().filter(s -> !s.key().isEmpty()).toList();
  }

  /// Images that others made on ours have our labels too; ours have our tag.
  private Stream<Stored> one(Image image, String folder) {
    Map<String, String> labels = image.getLabels() == null ? Map.of() : image.getLabels();
    String key = labels.getOrDefault(Labels.LAYER, "");
    if (!key.isEmpty() && tags(image).contains(Layers.tag(key))) {
      String step = labels.getOrDefault(Labels.STEP, "a layer");
      boolean here = labels.getOrDefault(Labels.BUILDER, "").equals(folder);
      return Stream.of(stored(image, key, step, here));
    }
    return tags(image).stream()
        .filter(tag -> tag.equals(BaseImage.OWN) || tag.equals(BaseImage.OFFICIAL))
        .map(tag -> stored(image, "", tag, false));
  }

  private Stored stored(Image image, String key, String what, boolean here) {
    long below = sizes.getOrDefault(String.valueOf(image.getParentId()), 0L);
    return new Stored(
        key,
        what,
        image.getId(),
        size(image),
        size(image) - below,
        Instant.ofEpochSecond(image.getCreated()),
        here);
  }

  private static List<String> tags(Image image) {
    return image.getRepoTags() == null ? List.of() : Arrays.asList(image.getRepoTags());
  }

  private static long size(Image image) {
    return image.getSize() == null ? 0 : image.getSize();
  }
}

package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.image.ImagePlan.Layer;
import dev.carafe.model.spi.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The layers in an engine, found by key; what is missing is built, by one thread for all who want
/// it.
final class Layers {
  static final String REPOSITORY = "carafe/layer";

  private final Lookup lookup;
  private final LayerBuild build;
  private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

  Layers(DockerClient docker, LayerBuild build) {
    this.lookup = new Lookup(docker);
    this.build = build;
  }

  /// The id of the image with all layers on `base`.
  String ensure(String base, List<Layer> layers, Consumer<String> lines) {
    for (int done = layers.size(); done > 0; done--) {
      Optional<String> present = find(layers.get(done - 1).key());
      if (present.isPresent()) {
        return missing(present.get(), layers.subList(done, layers.size()), lines);
      }
    }
    return missing(base, layers, lines);
  }

  private String missing(String parent, List<Layer> layers, Consumer<String> lines) {
    String image = parent;
    for (Layer layer : layers) {
      String below = image;
      image = once(layer.key(), lines, () -> build.build(layer, below, lines));
    }
    return image;
  }

  Optional<String> find(String key) {
    return lookup.id(REPOSITORY + ":" + key);
  }

  /// Makes an image of this key unless it is there or someone makes it already.
  String once(String key, Consumer<String> lines, Supplier<String> make) {
    var own = new CompletableFuture<String>();
    CompletableFuture<String> other = underWay.putIfAbsent(key, own);
    if (other != null) {
      lines.accept("Waiting for another build of this layer");
      return await(other);
    }
    try {
      String image = find(key).orElseGet(make);
      own.complete(image);
      return image;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(key);
    }
  }

  private static String await(CompletableFuture<String> other) {
    try {
      return other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("Waiting for an image was interrupted", e);
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EngineException(String.valueOf(cause.getMessage()), cause);
    }
  }
}

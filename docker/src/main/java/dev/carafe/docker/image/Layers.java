package dev.carafe.docker.image;

import com.github.dockerjava.api.DockerClient;
import dev.carafe.docker.image.ImagePlan.Layer;
import dev.carafe.model.spi.EngineException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// The layers in an engine, found by key; what is missing is built, by one thread for all who want
/// it, and its output is kept.
final class Layers {
  static final String REPOSITORY = "carafe/layer";

  private final Lookup lookup;
  private final LayerBuild build;
  private final BuildLogs logs;
  private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

  Layers(DockerClient docker, LayerBuild build, BuildLogs logs) {
    this.lookup = new Lookup(docker);
    this.build = build;
    this.logs = logs;
  }

  /// The id of the image with all layers on `base`.
  String ensure(String base, List<Layer> layers, BuildRequest request) {
    for (int done = layers.size(); done > 0; done--) {
      Optional<String> present = find(layers.get(done - 1).key());
      if (present.isPresent()) {
        return missing(present.get(), layers.subList(done, layers.size()), request);
      }
    }
    return missing(base, layers, request);
  }

  private String missing(String parent, List<Layer> layers, BuildRequest request) {
    String image = parent;
    for (Layer layer : layers) {
      String below = image;
      image = once(layer.key(), layer.step(), request, logged -> build.build(layer, below, logged));
    }
    return image;
  }

  static String tag(String key) {
    return REPOSITORY + ":" + key;
  }

  Optional<String> find(String key) {
    return lookup.id(tag(key));
  }

  /// Makes an image of this key unless it is there or someone makes it already.
  String once(String key, String step, BuildRequest request, Function<BuildRequest, String> make) {
    var own = new CompletableFuture<String>();
    CompletableFuture<String> other = underWay.putIfAbsent(key, own);
    if (other != null) {
      request.say("Waiting for another build of " + step);
      return await(other);
    }
    try {
      String image = find(key).orElseGet(() -> logged(key, step, request, make));
      own.complete(image);
      return image;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(key);
    }
  }

  private String logged(
      String key, String step, BuildRequest request, Function<BuildRequest, String> make) {
    long start = System.nanoTime();
    request.say("Building " + step);
    try (BuildLog log = logs.begin(key, request.image(), step)) {
      try {
        String image =
            make.apply(
                request.heardBy(
                    line -> {
                      log.line(line);
                      request.say(line);
                    }));
        String took = "Built in " + seconds(start);
        log.end(took);
        request.say(took);
        return image;
      } catch (RuntimeException e) {
        log.end(String.valueOf(e.getMessage()).split("; (?=its last lines)", 2)[0]);
        throw e;
      }
    }
  }

  static String seconds(long start) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
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

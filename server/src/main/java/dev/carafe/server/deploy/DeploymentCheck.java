package dev.carafe.server.deploy;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.GpuRequest;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.app.Naming;
import dev.carafe.model.app.ServiceSpec;
import dev.carafe.model.spi.BlobStore;
import dev.carafe.model.spi.ContainerEngine;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.ImageEngine;
import dev.carafe.scheduler.core.Gpu;
import dev.carafe.scheduler.core.NodeSpec;
import dev.carafe.server.refusal.Refusal;
import dev.carafe.server.security.SecretVault;
import dev.carafe.volumes.bucket.BucketException;
import dev.carafe.volumes.bucket.BucketKeys;
import dev.carafe.volumes.bucket.FuseHost;
import dev.carafe.volumes.version.VolumeException;
import dev.carafe.volumes.version.VolumeStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a server checks of a deployment before anything changes, as it trusts no client; its images
/// are built then too.
public final class DeploymentCheck {
  private static final long LEAST_DISK = 16L << 20;

  private static final String ENDPOINT = "https?://[A-Za-z0-9.\\-\\[\\]:]+(/[A-Za-z0-9._~/-]*)?";

  private final BlobStore blobs;
  private final SecretVault secrets;
  private final VolumeStore volumes;
  private final NodeSpec node;
  private final ContainerEngine engine;
  private final ImageEngine images;
  private final ClassPaths classPaths;

  public DeploymentCheck(
      BlobStore blobs,
      SecretVault secrets,
      VolumeStore volumes,
      NodeSpec node,
      ContainerEngine engine,
      ImageEngine images,
      ClassPaths classPaths) {
    this.blobs = blobs;
    this.secrets = secrets;
    this.volumes = volumes;
    this.node = node;
    this.engine = engine;
    this.images = images;
    this.classPaths = classPaths;
  }

  /// Throws a [Refusal] for what cannot work, warns of what will not, then builds what the images
  /// lack, with what their steps print as progress.
  void check(DeploymentSpec deployment, DeployProgress progress) {
    uploads(deployment);
    environment(deployment);
    for (ServiceSpec service : deployment.app().services()) {
      String title = deployment.app().name() + "/" + service.name();
      service.secrets().forEach(s -> secrets.require(s, title));
      service.mounts().forEach(m -> volume(title, m));
      service.buckets().forEach(b -> bucket(title, b));
      gpus(title, service, progress);
      notYet(title, service, deployment.imageOf(service), progress);
    }
    var _ = build(deployment, progress);
  }

  private static void environment(DeploymentSpec deployment) {
    for (ServiceSpec service : deployment.app().services()) {
      ImageSpec image = deployment.imageOf(service);
      environment("The image " + image.name(), image.env());
      environment(deployment.app().name() + "/" + service.name(), service.env());
    }
  }

  private static void environment(String owner, Map<String, String> env) {
    for (String key : env.keySet()) {
      if (!Naming.isVariable(key)) {
        throw Refusal.invalid(
            "%s sets the variable \"%s\", which no shell can set. Name it with letters, digits and '_', with no digit first."
                .formatted(owner, key));
      }
    }
  }

  /// Builds the images of a deployment, of which nothing else is looked at; gives what containers
  /// are to name.
  public Map<ImageSpec, String> images(DeploymentSpec deployment, DeployProgress progress) {
    uploads(deployment);
    environment(deployment);
    for (ServiceSpec service : deployment.app().services()) {
      String title = deployment.app().name() + "/" + service.name();
      unbuilt(title, deployment.imageOf(service), progress);
    }
    return build(deployment, progress);
  }

  private Map<ImageSpec, String> build(DeploymentSpec deployment, DeployProgress progress) {
    Map<ImageSpec, String> built = new LinkedHashMap<>();
    for (ServiceSpec service : deployment.app().services()) {
      ImageSpec image = deployment.imageOf(service);
      if (!built.containsKey(image)) {
        built.put(image, build(image, classPaths.of(deployment, image), progress));
      }
    }
    return built;
  }

  private String build(ImageSpec image, List<Path> code, DeployProgress progress) {
    try {
      return images.ensure(image, code, progress::progress);
    } catch (EngineException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  private void uploads(DeploymentSpec deployment) {
    List<String> missing =
        Stream.concat(
                deployment.classPath().stream(),
                deployment.images().stream().flatMap(i -> i.classPath().stream()))
            .filter(jar -> !blobs.has(jar.blob()))
            .map(ImageSpec.Jar::fileName)
            .toList();
    if (!missing.isEmpty()) {
      throw Refusal.invalid(
          "The deploy names jars that were not uploaded: " + String.join(", ", missing));
    }
    List<String> files =
        deployment.images().stream()
            .flatMap(ImageSpec::localFiles)
            .filter(file -> !blobs.has(file.blob()))
            .map(LocalFile::path)
            .toList();
    if (!files.isEmpty()) {
      throw Refusal.invalid(
          "The deploy names files of images that were not uploaded: " + String.join(", ", files));
    }
  }

  private void volume(String title, MountSpec mount) {
    try {
      if (mount.createIfMissing()) {
        volumes.createIfMissing(mount.volume(), "deploy of " + title);
      } else {
        volumes.head(mount.volume());
      }
    } catch (VolumeException e) {
      throw Refusal.notFound(
          "%s mounts the Volume %s at %s, which cannot be had: %s Create it (carafe volume create %s), or let @Mount create it (createIfMissing = true)."
              .formatted(title, mount.volume(), mount.path(), e.getMessage(), mount.volume()));
    }
  }

  private void bucket(String title, BucketMountSpec mount) {
    String what = "%s mounts the bucket %s at %s, ".formatted(title, mount.bucket(), mount.path());
    FuseHost.lacks(System.getenv().getOrDefault("PATH", ""))
        .ifPresent(
            lack -> {
              throw Refusal.invalid(what + "which this machine cannot: " + lack);
            });
    if (!mount.endpoint().isEmpty() && !mount.endpoint().matches(ENDPOINT)) {
      throw Refusal.invalid(
          what
              + "whose endpoint \"%s\" is no URL. Write it like \"https://s3.example.org\""
                  .formatted(mount.endpoint()));
    }
    if (!mount.secret().isEmpty()) {
      secrets.require(mount.secret(), title);
    }
    try {
      var _ = mount.address();
      var _ = BucketKeys.of(mount.secret(), opened(mount.secret()));
    } catch (BucketException | IllegalArgumentException e) {
      throw Refusal.invalid(what + "which cannot be: " + e.getMessage());
    }
  }

  private Map<String, String> opened(String secret) {
    return secret.isEmpty() ? Map.of() : secrets.open(secret);
  }

  private void gpus(String title, ServiceSpec service, DeployProgress progress) {
    List<GpuRequest> choices = service.resources().gpu();
    boolean one =
        choices.isEmpty()
            || choices.stream()
                .anyMatch(
                    c ->
                        node.gpus().stream().filter(g -> c.accepts(g.type())).count() >= c.count());
    if (!one) {
      progress.warning(
          "%s asks for %s, which no node has: calls will be refused. Nodes have: %s"
              .formatted(
                  title,
                  String.join(" or ", choices.stream().map(GpuRequest::toString).toList()),
                  node.gpus().isEmpty()
                      ? "no GPU"
                      : String.join(", ", node.gpus().stream().map(Gpu::type).toList())));
    }
  }

  private void notYet(String title, ServiceSpec service, ImageSpec image, DeployProgress progress) {
    unbuilt(title, image, progress);
    if (service.policy().blockNetwork() && !engine.blocksNetwork()) {
      progress.warning(
          "%s has blockNetwork = true: this server cannot cut its containers off, they reach the network"
              .formatted(title));
    }
    if (service.policy().snapshot()) {
      progress.warning(
          "%s has snapshot = true: this server takes none, its containers run @Enter at each start"
              .formatted(title));
    }
    service.resources().ephemeralDiskBytes().ifPresent(b -> disk(title, b, image, progress));
    for (FunctionSpec function : service.functions()) {
      if (function.web().isPresent()) {
        progress.warning(
            "%s has a @WebEndpoint: this server does not serve HTTP, call it as a function"
                .formatted(title));
      }
      if (function.schedule().isPresent()) {
        progress.warning(
            "%s has a schedule: this server runs nothing by the clock, call it as a function"
                .formatted(title));
      }
    }
  }

  private void disk(String title, long bytes, ImageSpec image, DeployProgress progress) {
    if (bytes < LEAST_DISK) {
      throw Refusal.invalid(
          "%s has an ephemeralDisk of %,d bytes, on which no container would start. Write \"16MiB\" or more, or leave it out."
              .formatted(title, bytes));
    }
    engine
        .limitsNoDisk()
        .ifPresentOrElse(
            why ->
                progress.warning(
                    "%s has an ephemeralDisk, and its containers write without a limit: %s, or leave ephemeralDisk out"
                        .formatted(title, why)),
            () -> {
              if (!image.leavesRootAlone()) {
                progress.warning(
                    "%s has an ephemeralDisk, which limits /tmp, /var/tmp, the home and the default working directory: its image has files of its own, and what containers write among those is not limited. Write to /tmp there"
                        .formatted(title));
              }
            });
  }

  private void unbuilt(String title, ImageSpec image, DeployProgress progress) {
    List<String> unbuilt = images.notTaken(image);
    if (!unbuilt.isEmpty()) {
      progress.warning(
          "%s: the %s engine builds no such layers, so its containers go without %s"
              .formatted(title, engine.name(), String.join(", ", unbuilt)));
    }
  }
}

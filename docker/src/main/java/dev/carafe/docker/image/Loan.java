package dev.carafe.docker.image;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import dev.carafe.docker.engine.GrantedGpus;
import dev.carafe.docker.engine.Labels;
import dev.carafe.docker.engine.Mounts;
import dev.carafe.model.app.ImageStepSpec.StepNeeds;
import dev.carafe.model.app.MountSpec;
import dev.carafe.model.spi.EngineException;
import dev.carafe.model.spi.VolumeAttachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a step has while it runs, of which its layer keeps nothing: secrets, Volumes, GPUs. To be
/// closed once its container is gone. For one thread.
final class Loan implements AutoCloseable {
  private static final Pattern MOUNT = Pattern.compile("([^:]+):(/[^:]*)(:ro)?");

  private final Optional<SecretFile> secrets;
  private final StepVolumes.Lent volumes;
  private final StepGpus.Lent gpus;
  private final String builder;

  private Loan(
      Optional<SecretFile> secrets, StepVolumes.Lent volumes, StepGpus.Lent gpus, String builder) {
    this.secrets = secrets;
    this.volumes = volumes;
    this.gpus = gpus;
    this.builder = builder;
  }

  /// `step` is named where it asks for what cannot be; `lines` hears of what it has to wait for.
  static Loan of(String step, StepNeeds needs, Lender lender, Path folder, Consumer<String> lines) {
    StepGpus.Lent gpus = lender.gpus().lend(step, needs.gpu(), lines);
    try {
      return with(gpus, step, needs, lender, folder);
    } catch (RuntimeException e) {
      gpus.close();
      throw e;
    }
  }

  private static Loan with(
      StepGpus.Lent gpus, String step, StepNeeds needs, Lender lender, Path folder) {
    List<MountSpec> mounts = needs.volumes().stream().map(v -> mount(step, v)).toList();
    Map<String, String> values = new HashMap<>();
    needs.secrets().forEach(name -> values.putAll(lender.secrets().apply(name)));
    StepVolumes.Lent volumes = lender.volumes().lend(mounts);
    try {
      return new Loan(
          needs.secrets().isEmpty() ? Optional.empty() : Optional.of(SecretFile.of(values, folder)),
          volumes,
          gpus,
          folder.toString());
    } catch (RuntimeException e) {
      volumes.close();
      throw e;
    }
  }

  private static MountSpec mount(String step, String text) {
    Matcher mount = MOUNT.matcher(text);
    if (!mount.matches()) {
      throw new EngineException(
          "%s asks for the Volume \"%s\". Write withVolumes(\"name:/path\"), or \"name:/path:ro\" to read alone."
              .formatted(step, text));
    }
    return new MountSpec(mount.group(1), mount.group(2), mount.group(3) != null, true, "");
  }

  boolean hasSecrets() {
    return secrets.isPresent();
  }

  /// Adds it to a container, beside `more`.
  void give(CreateContainerCmd create, List<Mount> more) {
    List<Mount> mounts = new ArrayList<>(more);
    secrets.ifPresent(file -> mounts.add(Mounts.bind(file.path(), SecretFile.INSIDE, true)));
    for (VolumeAttachment view : volumes.views()) {
      mounts.add(Mounts.volume(view, Map.of(Labels.BUILD, builder)));
    }
    HostConfig host = create.getHostConfig();
    host.withMounts(mounts);
    GrantedGpus.request(gpus.devices())
        .ifPresent(request -> host.withDeviceRequests(List.of(request)));
  }

  /// What names its GPUs. Always there: what a layer below has in its environment is another
  /// step's.
  Map<String, String> environment() {
    return GrantedGpus.environment(gpus.devices());
  }

  /// The step has ended well.
  void commit() {
    volumes.commit();
  }

  @Override
  public void close() {
    try {
      secrets.ifPresent(SecretFile::close);
    } finally {
      try {
        volumes.close();
      } finally {
        gpus.close();
      }
    }
  }
}

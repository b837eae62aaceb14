package dev.carafe.annotations;

import java.util.List;

/// What a build step may use while it runs: secrets by name, Volumes as `VOLUME:/path`, GPU
/// choices.
public record StepOptions(List<String> secrets, List<String> volumes, List<String> gpu) {

  /// Nothing beside the network and the image so far.
  public static final StepOptions NONE = new StepOptions(List.of(), List.of(), List.of());

  public StepOptions {
    secrets = List.copyOf(secrets);
    volumes = List.copyOf(volumes);
    gpu = List.copyOf(gpu);
  }

  /// The same options with these secrets.
  public StepOptions withSecrets(String... names) {
    return new StepOptions(List.of(names), volumes, gpu);
  }

  /// The same options with these Volumes, each `VOLUME:/path`.
  public StepOptions withVolumes(String... mounts) {
    return new StepOptions(secrets, List.of(mounts), gpu);
  }

  /// The same options with these GPU choices.
  public StepOptions withGpu(String... choices) {
    return new StepOptions(secrets, volumes, List.of(choices));
  }
}

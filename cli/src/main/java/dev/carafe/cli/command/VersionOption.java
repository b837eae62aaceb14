package dev.carafe.cli.command;

import dev.carafe.client.Volume;
import dev.carafe.client.VolumeSnapshot;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--version N`: an older version of a Volume in place of its newest.
final class VersionOption {
  @Option(
      names = "--version",
      paramLabel = "N",
      description = "Of this version, as carafe volume versions numbers them.")
  Optional<String> version = Optional.empty();

  /// The version that was asked for, or the newest.
  VolumeSnapshot of(Volume volume) {
    return version
        .map(typed -> volume.version(VersionNumber.of(typed, volume.name())))
        .orElseGet(volume::newest);
  }
}

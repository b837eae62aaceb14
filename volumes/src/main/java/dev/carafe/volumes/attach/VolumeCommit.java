package dev.carafe.volumes.attach;

import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import java.util.List;

/// What a commit of a container's changes came to. When nothing had changed, `version` is the one
/// that held before. `refused` names what no Volume can keep (links that leave it, sockets, pipes),
/// each with the reason; all else is in the version.
public record VolumeCommit(VolumeVersion version, boolean changed, List<String> refused) {
  public VolumeCommit {
    refused = List.copyOf(refused);
  }
}

package dev.carafe.client.hub;

import java.nio.file.Path;
import java.util.List;

/// One revision of a repository in a folder: the commit that the revision named, the files asked
/// for by their names in the repository, what all of them hold in bytes, and how many were fetched
/// because they were not there already.
public record HubSnapshot(
    Path directory, String commit, List<String> files, long bytes, int fetched) {
  public HubSnapshot {
    files = List.copyOf(files);
  }
}

package dev.carafe.client.hub;

/// Hears how far a download is. Called from several threads.
public interface HubListener {

  /// Hears nothing.
  HubListener SILENT = new HubListener() {};

  /// The revision is this commit, and so many of its files are wanted.
  default void started(String repo, String commit, int files) {}

  /// A file is being fetched: so many bytes in all, of which `resumed` are there from before.
  default void fetching(String file, long bytes, long resumed) {}

  /// So many more bytes of a file have come.
  default void received(String file, long bytes) {}

  /// A file is there and checked, `fetched` or from before.
  default void finished(String file, boolean fetched) {}
}

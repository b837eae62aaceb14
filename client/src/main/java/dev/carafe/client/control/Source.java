package dev.carafe.client.control;

import java.nio.file.Path;

/// A file to be uploaded, as it was when it was gathered. `root` is the absolute directory that it
/// is remembered under.
public record Source(Path root, FileState state, Place place) {
  Path path() {
    return state.path();
  }
}

package dev.carafe.volumes.attach;

import java.nio.file.Path;

/// What a container's upper directory says about one path.
sealed interface UpperState {

  /// The path is there, whatever the base has.
  record Present(Path at, StatKey stat) implements UpperState {}

  /// The base has the path, and the container removed it.
  record Gone() implements UpperState {}
}

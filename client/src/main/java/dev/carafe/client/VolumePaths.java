package dev.carafe.client;

import dev.carafe.client.control.Failures;
import dev.carafe.model.id.ShownName;
import io.grpc.Status;

/// Paths in one Volume as its users write them; what is none is refused with the Volume named.
record VolumePaths(Failures failures, String volume) {

  String of(String path) {
    try {
      return RemotePath.of(path);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  RuntimeException invalid(String message) {
    return failures.of(
        Status.INVALID_ARGUMENT.withDescription(
            "Volume %s: %s".formatted(volume, ShownName.of(message))));
  }
}

package dev.carafe.server.node.gpu;

import java.util.List;

/// What a look for devices came to.
sealed interface Search {

  /// At least one device, and who told of them.
  record Found(List<NvidiaDevice> devices, String by) implements Search {
    public Found {
      devices = List.copyOf(devices);
      if (devices.isEmpty()) {
        throw new IllegalArgumentException("a search that found something found a device");
      }
    }
  }

  /// No device that could be used, and why.
  record Nothing(String reason) implements Search {}
}

package dev.carafe.client.control;

import java.util.List;

/// Layers that no version needs: those removed (or that would be), those that containers or images
/// of others stand on, and those that other servers built.
public record PrunedLayers(List<Layer> removed, List<Layer> inUse, List<Layer> spared) {
  /// `bytes` are those it does not share with the layer below.
  public record Layer(String id, String step, long bytes) {}

  public PrunedLayers {
    removed = List.copyOf(removed);
    inUse = List.copyOf(inUse);
    spared = List.copyOf(spared);
  }

  /// What layers take.
  public static long bytes(List<Layer> layers) {
    return layers.stream().mapToLong(Layer::bytes).sum();
  }
}

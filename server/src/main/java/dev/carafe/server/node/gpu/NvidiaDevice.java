package dev.carafe.server.node.gpu;

/// A device as NVIDIA's driver describes it. `index` counts in the order of the PCI bus, as
/// `nvidia-smi` does; `memoryBytes` is 0 where the driver does not say.
record NvidiaDevice(String index, String uuid, String product, long memoryBytes) {

  NvidiaDevice {
    if (index.isBlank() || uuid.isBlank() || product.isBlank() || memoryBytes < 0) {
      throw new IllegalArgumentException(
          "a device has an index, a UUID and a product: %s, %s, %s"
              .formatted(index, uuid, product));
    }
  }

  /// What users write for it.
  String type() {
    return GpuType.of(product);
  }
}

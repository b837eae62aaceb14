package dev.carafe.client;

/// A Volume for the length of a try block.
public final class EphemeralVolume implements AutoCloseable {
  private final Volume volume;
  private final Runnable delete;

  EphemeralVolume(Volume volume, Runnable delete) {
    this.volume = volume;
    this.delete = delete;
  }

  public Volume volume() {
    return volume;
  }

  /// Deletes it, with all it holds.
  @Override
  public void close() {
    delete.run();
  }
}

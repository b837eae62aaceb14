package dev.carafe.client.spi;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The one bridge of this JVM.
final class InstalledBridge {
  private static final AtomicReference<@Nullable ContainerBridge> BRIDGE = new AtomicReference<>();

  private InstalledBridge() {}

  static void set(ContainerBridge bridge) {
    if (!BRIDGE.compareAndSet(null, bridge)) {
      throw new IllegalStateException("this JVM already is a container");
    }
  }

  static Optional<ContainerBridge> current() {
    return Optional.ofNullable(BRIDGE.get());
  }
}

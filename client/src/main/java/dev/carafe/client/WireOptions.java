package dev.carafe.client;

import dev.carafe.protocol.proto.ServiceOptions;

/// A caller's own values as a message.
final class WireOptions {
  private WireOptions() {}

  static ServiceOptions of(PoolOptions options) {
    ServiceOptions.Builder message = ServiceOptions.newBuilder().addAllGpu(options.gpu());
    options.cpu().ifPresent(message::setCpu);
    options.memory().ifPresent(message::setMemory);
    options.timeout().ifPresent(t -> message.setTimeout(t.toMillis() + "ms"));
    options.minContainers().ifPresent(message::setMinContainers);
    options.maxContainers().ifPresent(message::setMaxContainers);
    options.bufferContainers().ifPresent(message::setBufferContainers);
    options.scaledownWindow().ifPresent(t -> message.setScaledownWindow(t.toMillis() + "ms"));
    options.retries().ifPresent(message::setRetries);
    options.concurrent().ifPresent(message::setConcurrent);
    return message.build();
  }
}

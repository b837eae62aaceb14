package dev.carafe.client;

import dev.carafe.model.app.Durations;
import dev.carafe.protocol.proto.ServiceOptions;
import dev.carafe.protocol.proto.Target;
import java.util.Map;

/// What names a function on the wire.
final class Targets {
  private Targets() {}

  /// A method of a class at hand: its signature is checked.
  static Target of(
      CalledMethod called, String app, Map<String, String> parameters, PoolOptions options) {
    return Target.newBuilder()
        .setApp(app)
        .setFunction(called.function())
        .putAllParameters(parameters)
        .setOptions(options(options))
        .setSignature(called.signature())
        .setJvmDescriptor(called.descriptor())
        .build();
  }

  /// A function by name.
  static Target named(String app, String function, Map<String, String> parameters) {
    return Target.newBuilder()
        .setApp(app)
        .setFunction(function)
        .putAllParameters(parameters)
        .build();
  }

  private static ServiceOptions options(PoolOptions options) {
    ServiceOptions.Builder message = ServiceOptions.newBuilder().addAllGpu(options.gpu());
    options.cpu().ifPresent(message::setCpu);
    options.memory().ifPresent(message::setMemory);
    options.timeout().map(Durations::text).ifPresent(message::setTimeout);
    options.minContainers().ifPresent(message::setMinContainers);
    options.maxContainers().ifPresent(message::setMaxContainers);
    options.bufferContainers().ifPresent(message::setBufferContainers);
    options.scaledownWindow().map(Durations::text).ifPresent(message::setScaledownWindow);
    options.retries().ifPresent(message::setRetries);
    options.concurrent().ifPresent(message::setConcurrent);
    return message.build();
  }
}

package dev.carafe.server.endpoint;

import dev.carafe.model.app.Scaling;
import dev.carafe.protocol.proto.AutoscalerRequest;
import java.time.Duration;

/// The numbers a person changes at run time, over those of the deployment.
final class AutoscalerValues {
  private AutoscalerValues() {}

  static Scaling over(Scaling deployed, AutoscalerRequest request) {
    return new Scaling(
        request.hasMinContainers() ? request.getMinContainers() : deployed.min(),
        request.hasMaxContainers() ? request.getMaxContainers() : deployed.max(),
        request.hasBufferContainers() ? request.getBufferContainers() : deployed.buffer(),
        request.hasScaledownWindowMillis()
            ? Duration.ofMillis(request.getScaledownWindowMillis())
            : deployed.scaledownWindow());
  }
}

package dev.carafe.agent.lifecycle;

import dev.carafe.model.app.ArgumentSpec;
import dev.carafe.model.app.HookSpec;
import dev.carafe.model.app.ParameterSpec;
import dev.carafe.protocol.wire.AgentConfig.VolumeView;
import java.util.List;
import java.util.Map;

/// What this container is for: the part of an `AgentConfig` that an agent needs.
public record Assignment(
    String container,
    String serverAddress,
    String token,
    String app,
    String service,
    String className,
    List<ParameterSpec> parameterFields,
    List<HookSpec> enter,
    List<HookSpec> exit,
    List<Callable> functions,
    Map<String, String> parameters,
    List<VolumeView> volumes) {

  /// A method that is called by name.
  public record Callable(
      String name,
      String method,
      String descriptor,
      boolean isStatic,
      List<ArgumentSpec> arguments,
      boolean generator,
      boolean batched) {}
}

package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the containers of a pool run: one `@Function`, or one `@Cls` class with its methods and
/// hooks. The name is the function's or the class's; `className` is the binary name of the Java
/// class. `image` names the image definition class by its binary name, empty for the default image.
public record ServiceSpec(
    String name,
    Kind kind,
    String className,
    List<ParameterSpec> parameters,
    List<HookSpec> enter,
    List<HookSpec> exit,
    List<FunctionSpec> functions,
    Resources resources,
    Scaling scaling,
    Concurrency concurrency,
    Timeouts timeouts,
    RetryPolicy retries,
    String image,
    List<MountSpec> mounts,
    List<BucketMountSpec> buckets,
    List<String> secrets,
    Map<String, String> env,
    ContainerPolicy policy) {

  /// Whether a service is one method or a class.
  public enum Kind {
    FUNCTION,
    CLS
  }

  public ServiceSpec {
    parameters = List.copyOf(parameters);
    enter = List.copyOf(enter);
    exit = List.copyOf(exit);
    functions = List.copyOf(functions);
    mounts = List.copyOf(mounts);
    buckets = List.copyOf(buckets);
    secrets = List.copyOf(secrets);
    env = Map.copyOf(env);
    require(!functions.isEmpty(), "service %s has no callable method".formatted(name));
    require(
        mounts.stream().map(MountSpec::volume).distinct().count() == mounts.size(),
        "service %s mounts one Volume twice".formatted(name));
  }

  /// The function called `name`.
  public Optional<FunctionSpec> function(String name) {
    return functions.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  /// The parameter called `name`.
  public Optional<ParameterSpec> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }
}

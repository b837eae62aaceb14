package dev.carafe.model.app;

import static dev.carafe.model.app.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An app as read from class files: what it is called, which services it has, and what can be run
/// locally. Service names are unique, and so are function names.
public record AppSpec(String name, List<ServiceSpec> services, List<EntrypointSpec> entrypoints) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62})");

  public AppSpec {
    require(
        NAME.matcher(name).matches(),
        "an app's name has 1 to 63 letters, digits, '.', '_' or '-': \"%s\"".formatted(name));
    services = List.copyOf(services);
    entrypoints = List.copyOf(entrypoints);
    unique("service", services.stream().map(ServiceSpec::name));
    unique(
        "function", services.stream().flatMap(s -> s.functions().stream()).map(FunctionSpec::name));
  }

  private static void unique(String what, Stream<String> names) {
    var seen = new java.util.HashSet<String>();
    names.forEach(n -> require(seen.add(n), "two %ss are called %s".formatted(what, n)));
  }

  /// The service called `name`.
  public Optional<ServiceSpec> service(String name) {
    return services.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /// The service that has the function called `name`.
  public Optional<ServiceSpec> serviceOf(String function) {
    return services.stream().filter(s -> s.function(function).isPresent()).findFirst();
  }

  /// The function called `name`.
  public Optional<FunctionSpec> function(String name) {
    return services.stream().flatMap(s -> s.function(name).stream()).findFirst();
  }
}

package dev.carafe.image.diff;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What changed in how a service is declared, in words.
final class SpecDiff {
  private SpecDiff() {}

  static Optional<String> of(ServiceSpec old, ServiceSpec now) {
    if (old.equals(now)) {
      return Optional.empty();
    }
    Map<String, Object> before = parts(old);
    Map<String, Object> after = parts(now);
    return functions(old, now)
        .or(
            () ->
                before.entrySet().stream()
                    .filter(e -> !Objects.equals(e.getValue(), after.get(e.getKey())))
                    .map(Map.Entry::getKey)
                    .findFirst())
        .map(what -> what + " changed")
        .or(() -> Optional.of("its settings changed"));
  }

  private static Optional<String> functions(ServiceSpec old, ServiceSpec now) {
    Set<String> names = new TreeSet<>();
    old.functions().forEach(f -> names.add(f.name()));
    now.functions().forEach(f -> names.add(f.name()));
    return names.stream()
        .filter(name -> !old.function(name).equals(now.function(name)))
        .findFirst()
        .map(name -> "the declaration of " + name);
  }

  private static Map<String, Object> parts(ServiceSpec service) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("its class", service.className());
    parts.put("its parameters", service.parameters());
    parts.put("the list of its @Enter methods", service.enter());
    parts.put("the list of its @Exit methods", service.exit());
    parts.put(
        "the list of its functions", service.functions().stream().map(FunctionSpec::name).toList());
    parts.put("its resources", service.resources());
    parts.put("its scaling", service.scaling());
    parts.put("its concurrency", service.concurrency());
    parts.put("its timeouts", service.timeouts());
    parts.put("its retries", service.retries());
    parts.put("its image", service.image());
    parts.put("its Volumes", service.mounts());
    parts.put("its buckets", service.buckets());
    parts.put("its secrets", service.secrets());
    parts.put("its environment", service.env());
    return parts;
  }
}

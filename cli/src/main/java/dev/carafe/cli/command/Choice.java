package dev.carafe.cli.command;

import dev.carafe.client.NearestNames;
import dev.carafe.image.options.RunnableSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which of the things in a target is meant.
final class Choice {
  private Choice() {}

  /// The named one; without a name the only one, or the only entry point.
  static RunnableSpec of(List<RunnableSpec> runnables, Optional<String> name, String target) {
    if (name.isPresent()) {
      return named(runnables, name.get());
    }
    if (runnables.size() == 1) {
      return runnables.getFirst();
    }
    List<RunnableSpec> entrypoints =
        runnables.stream().filter(r -> r.kind() == RunnableSpec.Kind.ENTRYPOINT).toList();
    if (entrypoints.size() == 1) {
      return entrypoints.getFirst();
    }
    if (runnables.isEmpty()) {
      throw new UsageException(
          "%s has nothing to run: no @LocalEntrypoint and no function.".formatted(target));
    }
    throw new UsageException(
        "%s has several things to run; name one, as in %s::%s%n%s"
            .formatted(target, target, runnables.getFirst().name(), listed(runnables)));
  }

  private static RunnableSpec named(List<RunnableSpec> runnables, String name) {
    List<String> names = runnables.stream().map(RunnableSpec::name).toList();
    return runnables.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> nearest = NearestNames.of(name, names);
              return new UsageException(
                  "no entry point %s; there %s: %s%s"
                      .formatted(
                          name,
                          names.size() == 1 ? "is" : "are",
                          names.isEmpty() ? "none" : String.join(", ", names),
                          nearest.isEmpty()
                              ? ""
                              : ". Did you mean %s?".formatted(nearest.getFirst())));
            });
  }

  /// The things to run, a line each.
  static String listed(List<RunnableSpec> runnables) {
    int width = runnables.stream().mapToInt(r -> r.name().length()).max().orElse(0);
    return runnables.stream()
        .map(
            r ->
                "  %s  %s"
                    .formatted(r.name() + " ".repeat(width - r.name().length()), r.summary())
                    .stripTrailing())
        .collect(Collectors.joining("\n"));
  }
}

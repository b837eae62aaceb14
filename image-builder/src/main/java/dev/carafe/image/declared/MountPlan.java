package dev.carafe.image.declared;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which mounts a service has: its own, and those of its app whose paths it does not use itself.
public final class MountPlan {
  private MountPlan() {}

  /// `@Mount`s and `@BucketMount`s, the app's first.
  public static List<AnnotationDeclared> of(ServiceDeclared service) {
    List<AnnotationDeclared> own =
        Stream.of("volumes", "buckets")
            .flatMap(element -> service.annotation().nested(element).stream())
            .toList();
    Set<String> taken = own.stream().map(m -> plain(m.text("path"))).collect(Collectors.toSet());
    Stream<AnnotationDeclared> inherited =
        service.defaults().stream()
            .flatMap(d -> d.nested("volumes").stream())
            .filter(m -> !taken.contains(plain(m.text("path"))));
    return Stream.concat(inherited, own.stream()).toList();
  }

  /// A path without trailing slashes.
  public static String plain(String path) {
    String stripped = path.replaceAll("/+$", "");
    return stripped.isEmpty() && path.startsWith("/") ? "/" : stripped;
  }
}

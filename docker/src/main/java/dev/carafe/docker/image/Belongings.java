package dev.carafe.docker.image;

import dev.carafe.model.file.ContainerUser;
import java.util.List;
import java.util.stream.Collectors;

/// What of an image belongs to the user of its containers: all that its steps make, but for the
/// system's own folders. Root has that anyway.
record Belongings(ContainerUser user) {
  private static final List<String> SYSTEM =
      List.of(
          "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/root",
          "/run", "/sbin", "/sys", "/usr", "/var");

  /// Below /dev of the container, which is no part of its layer.
  private static final String BEGUN = "/dev/carafe-begun";

  /// Times are of a clock that ticks: what is made from here on is newer.
  private static final String BEGIN =
      """
      touch %1$s
      until [ %1$s~ -nt %1$s ]; do touch %1$s~; done
      """
          .formatted(BEGUN);

  /// For the key of a layer, which has files of this user.
  String key() {
    return user.isRoot() ? "" : user.toString();
  }

  boolean has(String path) {
    return !user.isRoot()
        && SYSTEM.stream().noneMatch(own -> path.equals(own) || path.startsWith(own + "/"));
  }

  /// A shell's script around one that makes things as root, and fails with it.
  String around(String script) {
    return user.isRoot() ? script : BEGIN + script + "\n" + giving();
  }

  private String giving() {
    String system = SYSTEM.stream().map(own -> "-path " + own).collect(Collectors.joining(" -o "));
    return """
        if command -v find >/dev/null; then
          find / -xdev -mindepth 1 \\( %s \\) -prune -o -cnewer %s -uid 0 -exec chown -h %s {} +
        fi
        """
        .formatted(system, BEGUN, user);
  }
}

package dev.carafe.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Mounts to be made together, in the form of fstab(5).
final class MountTable {
  private final List<String> lines = new ArrayList<>();

  /// The host's file or folder, with all mounted below it. One that is gone by now is left out.
  void same(Path source, Path target) {
    add(source.toString(), target, "none", "rbind,nofail");
  }

  void folder(Path source, Path target) {
    add(source.toString(), target, "none", "bind");
  }

  void readOnlyFolder(Path source, Path target) {
    add(source.toString(), target, "none", "bind,ro");
  }

  /// `layers` is a folder, relative to where mount(8) runs and without special characters, with the
  /// links `tree`, `data` (maybe), `upper` and `work`: so no path on the host can upset the syntax
  /// of the option.
  void overlay(String layers, boolean withData, boolean readOnly, Path target) {
    String lower = "lowerdir=%1$s/tree".formatted(layers);
    String data = withData ? "::%s/data".formatted(layers) : "";
    String above = readOnly ? ",ro" : ",upperdir=%1$s/upper,workdir=%1$s/work".formatted(layers);
    add("overlay", target, "overlay", lower + data + above + ",userxattr");
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }

  private void add(String source, Path target, String type, String options) {
    lines.add(
        "%s %s %s %s 0 0".formatted(escaped(source), escaped(target.toString()), type, options));
  }

  private static String escaped(String path) {
    return path.replace("\\", "\\134")
        .replace(" ", "\\040")
        .replace("\t", "\\011")
        .replace("\n", "\\012")
        .replace("#", "\\043");
  }
}

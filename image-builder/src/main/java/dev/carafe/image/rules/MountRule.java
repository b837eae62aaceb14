package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.AppDeclared;
import dev.carafe.image.declared.MountPlan;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.ServiceDeclared;
import dev.carafe.image.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Volumes and buckets are mounted once each, at paths of their own that the system does not need.
final class MountRule implements Rule {
  private static final Pattern VOLUME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");
  private static final Pattern BUCKET =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");
  private static final Pattern ODD_PREFIX = Pattern.compile("s3://[^/]+.*(//|/\\.{1,2}(/|$)).*");
  private static final Pattern RESERVED = Pattern.compile("/|/tmp|/root|/(proc|sys|dev)(/.*)?");

  @Override
  public void check(Program program, Report report) {
    Rule.perService((a, _, r) -> checkEach(a, r)).check(program, report);
    program.own().stream()
        .flatMap(c -> c.annotation("App").stream())
        .forEach(a -> checkEach(a, report));
    for (AppDeclared app : AppDeclared.of(program)) {
      ServiceDeclared.of(app, program).forEach(s -> checkTogether(s, report));
    }
  }

  private static void checkEach(AnnotationDeclared owner, Report report) {
    for (AnnotationDeclared mount : owner.nested("volumes")) {
      checkPath(mount, report);
      checkVolume(mount, report);
    }
    for (AnnotationDeclared mount : owner.nested("buckets")) {
      checkPath(mount, report);
      if (mount.known("bucket") && !BUCKET.matcher(mount.text("bucket")).matches()) {
        report.add(
            mount.placeOf("bucket"),
            "\"%s\" names no bucket".formatted(mount.text("bucket")),
            "a bucket is s3://name/prefix/",
            "write it like \"s3://weights/minilm/\"");
      } else if (mount.known("bucket") && ODD_PREFIX.matcher(mount.text("bucket")).matches()) {
        report.add(
            mount.placeOf("bucket"),
            "the prefix of \"%s\" has empty, '.' or '..' steps".formatted(mount.text("bucket")),
            "no path of a mount leads to such keys",
            "write the plain prefix");
      }
    }
  }

  private static void checkPath(AnnotationDeclared mount, Report report) {
    String path = mount.text("path");
    if (!mount.known("path")) {
      return;
    }
    if (!path.startsWith("/")) {
      report.add(
          mount.placeOf("path"),
          "mount path \"%s\" is not absolute".formatted(path),
          "it is a place in the container",
          "start it with a slash, like \"/models\"");
    } else if (path.matches(".*(//|/\\.{1,2}(/|$)).*")) {
      report.add(
          mount.placeOf("path"),
          "mount path \"%s\" has empty, '.' or '..' steps".formatted(path),
          "one place has one name",
          "write the plain path");
    } else if (RESERVED.matcher(MountPlan.plain(path)).matches()) {
      report.add(
          mount.placeOf("path"),
          "nothing can be mounted at \"%s\"".formatted(path),
          "the container needs /, /tmp, /root, /proc, /sys and /dev for itself",
          "choose a folder of its own, like \"/models\"");
    }
  }

  private static void checkVolume(AnnotationDeclared mount, Report report) {
    if (mount.known("volume") && !VOLUME.matcher(mount.text("volume")).matches()) {
      report.add(
          mount.placeOf("volume"),
          "\"%s\" cannot name a Volume".formatted(mount.text("volume")),
          "names have 1 to 63 letters, digits, '.', '_' or '-' and start with a letter or digit",
          "choose another name");
    }
    String subPath = mount.text("subPath");
    if (subPath.matches("(.*/)?\\.\\.(/.*)?")) {
      report.add(
          mount.placeOf("subPath"),
          "subPath \"%s\" leaves the Volume".formatted(subPath),
          "it is a folder of the Volume",
          "remove the \"..\"");
    }
  }

  private static void checkTogether(ServiceDeclared service, Report report) {
    List<AnnotationDeclared> mounts = MountPlan.of(service);
    Map<String, String> paths = new HashMap<>();
    Map<String, String> volumes = new HashMap<>();
    for (AnnotationDeclared mount : mounts) {
      boolean volume = mount.name().equals("Mount");
      String what = mount.text(volume ? "volume" : "bucket");
      Place place = mount.place();
      if (mount.known("path")) {
        String before = paths.putIfAbsent(MountPlan.plain(mount.text("path")), what);
        if (before != null) {
          report.add(
              place,
              "\"%s\" and \"%s\" are both mounted at %s"
                  .formatted(before, what, mount.text("path")),
              "one would hide the other",
              "give them different paths");
          continue;
        }
      }
      if (volume && mount.known("volume")) {
        String before = volumes.putIfAbsent(what, mount.text("path"));
        if (before != null) {
          report.add(
              place,
              "Volume \"%s\" is mounted at %s and at %s"
                  .formatted(what, before, mount.text("path")),
              "%s would see it twice, each with writes of its own".formatted(service.title()),
              "keep one of the two");
        }
      }
    }
  }
}

package dev.carafe.volumes.version;

import static dev.carafe.volumes.version.VolumeException.invalid;

import java.nio.charset.StandardCharsets;

/// The rules of paths in a Volume: relative to its root, `/` between names, no `.` or `..`, no
/// empty name, no NUL, each name at most 255 bytes, the whole at most 3,000. The empty path is the
/// root.
public final class VolumePath {
  private static final int NAME_BYTES = 255;
  private static final int PATH_BYTES = 3000;

  private VolumePath() {}

  /// The path as this room keeps it: leading and trailing slashes gone. Throws [VolumeException]
  /// for one that no Volume can hold.
  public static String normal(String path) {
    int start = 0;
    int end = path.length();
    while (start < end && path.charAt(start) == '/') {
      start++;
    }
    while (end > start && path.charAt(end - 1) == '/') {
      end--;
    }
    String normal = path.substring(start, end);
    return normal.isEmpty() ? normal : checked(normal, path);
  }

  /// As [#normal], but the root is refused.
  static String normalFile(String path) {
    String normal = normal(path);
    if (normal.isEmpty()) {
      throw invalid("the path / is the root of the Volume; name a file or a directory in it");
    }
    return normal;
  }

  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// Refuses a link that is absolute or leaves the Volume when followed from where it stands.
  static void checkLink(String path, String target) {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw invalid("the link %s has no target", path);
    }
    if (target.startsWith("/")) {
      throw invalid(
          "the link %s points to the absolute path %s, which means another file in each container;"
              + " link to a path relative to %s",
          path, target, path);
    }
    int depth = depth(parent(path));
    for (String name : target.split("/")) {
      depth += name.equals("..") ? -1 : name.isEmpty() || name.equals(".") ? 0 : 1;
      if (depth < 0) {
        throw invalid("the link %s points to %s, outside of the Volume", path, target);
      }
    }
  }

  private static int depth(String path) {
    return path.isEmpty() ? 0 : (int) path.chars().filter(c -> c == '/').count() + 1;
  }

  private static String checked(String normal, String given) {
    for (String name : normal.split("/", -1)) {
      switch (name) {
        case "" -> throw invalid("the path \"%s\" has an empty name in it; use one slash", given);
        case ".", ".." ->
            throw invalid(
                "the path \"%s\" has \"%s\" in it; give the path from the Volume's root",
                given, name);
        default -> checkName(name, given);
      }
    }
    if (normal.length() * 3 > PATH_BYTES && bytes(normal) > PATH_BYTES) {
      throw invalid("the path \"%s\" is longer than %d bytes", given, PATH_BYTES);
    }
    return normal;
  }

  private static void checkName(String name, String given) {
    if (name.indexOf('\0') >= 0) {
      throw invalid("the path \"%s\" has a NUL character in it", given.replace("\0", "\\0"));
    }
    if (name.length() * 3 > NAME_BYTES && bytes(name) > NAME_BYTES) {
      throw invalid("the name \"%s\" is longer than %d bytes", name, NAME_BYTES);
    }
    if (!isUnicode(name)) {
      throw invalid("the path \"%s\" is not valid Unicode", given);
    }
  }

  /// Whether all its surrogates come in pairs.
  private static boolean isUnicode(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        if (i + 1 == name.length()
            || !Character.isSurrogatePair(name.charAt(i), name.charAt(++i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

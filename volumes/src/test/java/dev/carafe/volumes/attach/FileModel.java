package dev.carafe.volumes.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A file system as a map, and random commands that mean the same to it and to a shell. Values are
/// those of [Host#newest].
final class FileModel {
  private final Random random;
  final TreeMap<String, String> paths = new TreeMap<>();

  FileModel(Random random) {
    this.random = random;
  }

  /// Changes the model at random and returns the shell command that does the same.
  String step() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> write();
      case 2 -> append();
      case 3 -> remove();
      case 4 -> makeDirectory();
      case 5 -> move();
      case 6 -> replaceDirectory();
      case 7 -> link();
      default -> copy();
    };
  }

  private String write() {
    String path = free();
    String content = "c" + random.nextInt(1000);
    paths.put(path, content);
    return "printf %s > %s".formatted(content, path);
  }

  private String append() {
    String path = any("file");
    if (path.isEmpty()) {
      return write();
    }
    String more = "+" + random.nextInt(1000);
    paths.merge(path, more, String::concat);
    return "printf %s >> %s".formatted(more, path);
  }

  private String remove() {
    String path = any("");
    if (path.isEmpty()) {
      return write();
    }
    subtree(path).clear();
    paths.remove(path);
    return "rm -r " + path;
  }

  private String makeDirectory() {
    String path = free();
    paths.put(path, "dir");
    return "mkdir " + path;
  }

  private String move() {
    String from = any("");
    String to = free();
    if (from.isEmpty() || to.startsWith(from + "/")) {
      return makeDirectory();
    }
    Map<String, String> moved = new TreeMap<>(subtree(from));
    String itself = paths.get(from);
    subtree(from).clear();
    paths.remove(from);
    paths.put(to, itself);
    moved.forEach((path, value) -> paths.put(to + path.substring(from.length()), value));
    return "mv %s %s".formatted(from, to);
  }

  private String replaceDirectory() {
    String path = any("dir");
    if (path.isEmpty()) {
      return makeDirectory();
    }
    subtree(path).clear();
    String content = "r" + random.nextInt(1000);
    if (random.nextBoolean()) {
      paths.put(path, content);
      return "rm -r %s; printf %s > %s".formatted(path, content, path);
    }
    paths.put(path + "/x", content);
    return "rm -r %1$s; mkdir %1$s; printf %2$s > %1$s/x".formatted(path, content);
  }

  private String link() {
    String path = free();
    String target = "t" + random.nextInt(10);
    paths.put(path, "-> " + target);
    return "ln -s %s %s".formatted(target, path);
  }

  private String copy() {
    String from = any("file");
    if (from.isEmpty()) {
      return write();
    }
    String to = free();
    paths.put(to, paths.get(from));
    return "cp %s %s".formatted(from, to);
  }

  private Map<String, String> subtree(String path) {
    return paths.subMap(path + "/", path + "0");
  }

  /// A path of a kind ("file", "dir", or "" for any), or "" when there is none.
  private String any(String kind) {
    List<String> found = new ArrayList<>();
    paths.forEach(
        (path, value) -> {
          boolean file = !value.equals("dir") && !value.startsWith("-> ");
          if (kind.isEmpty() || (kind.equals("dir") ? value.equals("dir") : file)) {
            found.add(path);
          }
        });
    return found.isEmpty() ? "" : found.get(random.nextInt(found.size()));
  }

  /// A path that is not there, in a directory that is.
  private String free() {
    while (true) {
      String parent = random.nextInt(3) == 0 ? "" : any("dir");
      String path = (parent.isEmpty() ? "" : parent + "/") + "n" + random.nextInt(6);
      if (!paths.containsKey(path)) {
        return path;
      }
      if (random.nextInt(20) == 0) {
        return "m" + random.nextInt(1_000_000);
      }
    }
  }
}

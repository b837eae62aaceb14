package dev.carafe.image.source;

import dev.carafe.image.cache.ContentKey;
import dev.carafe.image.cache.LineCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The documentation comments of methods in sources, kept in a cache: sources that did not change
/// are not parsed for them again.
public final class DocComments {
  private final Map<String, DocComment> byMethod;

  private DocComments(Map<String, DocComment> byMethod) {
    this.byMethod = Map.copyOf(byMethod);
  }

  /// Of sources that say nothing.
  public static DocComments none() {
    return new DocComments(Map.of());
  }

  /// Those of `javaFiles`.
  public static DocComments of(List<Path> javaFiles, LineCache cache) {
    if (javaFiles.isEmpty()) {
      return none();
    }
    var key = new ContentKey().text("comments");
    javaFiles.forEach(key::content);
    String hex = key.hex();
    Optional<List<String>> known = cache.find(hex);
    if (known.isPresent()) {
      return new DocComments(read(known.get()));
    }
    Map<String, DocComment> comments = SourceSet.parse(javaFiles).comments();
    cache.keep(hex, write(comments));
    return new DocComments(comments);
  }

  /// What is said about a method with so many parameters of a class.
  public Optional<DocComment> of(String className, String method, int parameters) {
    return Optional.ofNullable(byMethod.get(key(className, method, parameters)));
  }

  static String key(String className, String method, int parameters) {
    return className + "#" + method + "/" + parameters;
  }

  /// Comments are single lines already, and hold no tabs.
  private static List<String> write(Map<String, DocComment> comments) {
    var lines = new ArrayList<String>();
    comments.forEach(
        (method, comment) -> {
          lines.add(method + "\t" + comment.summary());
          comment.parameters().forEach((p, text) -> lines.add("\t" + p + "\t" + text));
        });
    return lines;
  }

  private static Map<String, DocComment> read(List<String> lines) {
    var comments = new HashMap<String, DocComment>();
    String method = "";
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 2) {
        method = parts[0];
        comments.put(method, new DocComment(parts[1], Map.of()));
      } else {
        DocComment sofar = comments.getOrDefault(method, new DocComment("", Map.of()));
        var parameters = new HashMap<>(sofar.parameters());
        parameters.put(parts[1], parts[2]);
        comments.put(method, new DocComment(sofar.summary(), parameters));
      }
    }
    return comments;
  }
}

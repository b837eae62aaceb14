package dev.carafe.image.resolve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;

/// A Maven artifact: `group:artifact:version`, with `:classifier` and `@type` where needed.
public record Coordinates(
    String groupId, String artifactId, String version, String classifier, String type) {
  private static final String PART = "[A-Za-z0-9_.-]+";
  private static final Pattern FORM =
      Pattern.compile("(%1$s):(%1$s):([^:@\\s]+)(?::(%1$s))?(?:@(%1$s))?".formatted(PART));

  /// Reads coordinates; throws `IllegalArgumentException` for anything else.
  public static Coordinates parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a Maven artifact is group:artifact:version: \"%s\"".formatted(text));
    }
    return new Coordinates(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3),
        matcher.group(4) == null ? "" : matcher.group(4),
        matcher.group(5) == null ? "jar" : matcher.group(5));
  }

  Artifact artifact() {
    return new DefaultArtifact(groupId, artifactId, classifier, type, version);
  }

  @Override
  public String toString() {
    return groupId
        + ":"
        + artifactId
        + ":"
        + version
        + (classifier.isEmpty() ? "" : ":" + classifier)
        + (type.equals("jar") ? "" : "@" + type);
  }
}

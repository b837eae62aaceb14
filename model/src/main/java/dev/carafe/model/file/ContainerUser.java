package dev.carafe.model.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose processes run in containers, by number as this host knows users, and so whose files they
/// may write.
public record ContainerUser(int uid, int gid) {
  /// Names another one, as `UID:GID`.
  public static final String VARIABLE = "CARAFE_CONTAINER_USER";

  public static final ContainerUser ROOT = new ContainerUser(0, 0);

  /// `nonroot`, as images of others call it: nobody logs in as it, and it owns nothing.
  private static final ContainerUser NONROOT = new ContainerUser(65532, 65532);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,9})");
  private static final Path SELF = Path.of("/proc/self");
  private static final ContainerUser SERVER = ofThisProcess();

  /// The user of this process.
  public static ContainerUser ofServer() {
    return SERVER;
  }

  private static ContainerUser ofThisProcess() {
    try {
      return new ContainerUser(
          (Integer) Files.getAttribute(SELF, "unix:uid"),
          (Integer) Files.getAttribute(SELF, "unix:gid"));
    } catch (IOException | UnsupportedOperationException _) {
      return ROOT; // where nobody can be told apart, nothing is given away
    }
  }

  /// For an engine that can run containers as anybody: this process' user, or one without rights
  /// where that is root. Throws [IllegalArgumentException] for a setting that cannot be.
  public static ContainerUser of(Map<String, String> env) {
    String asked = env.getOrDefault(VARIABLE, "");
    ContainerUser user = asked.isEmpty() ? (SERVER.isRoot() ? NONROOT : SERVER) : parse(asked);
    if (!SERVER.isRoot() && !user.equals(SERVER)) {
      throw new IllegalArgumentException(
          "%s=%s: only a server that is root can run containers as another user, this one is %s. Leave it unset."
              .formatted(VARIABLE, asked, SERVER));
    }
    return user;
  }

  private static ContainerUser parse(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(
          "%s=%s names no user. Write numbers, like %s; %s is root, without capabilities."
              .formatted(VARIABLE, text, NONROOT, ROOT));
    }
    return new ContainerUser(
        Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }

  public boolean isRoot() {
    return uid == 0;
  }

  /// Gives it a file that this process made; a link itself, not what it leads to.
  public void own(Path path) throws IOException {
    if (!equals(SERVER)) {
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// As Docker reads it.
  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}

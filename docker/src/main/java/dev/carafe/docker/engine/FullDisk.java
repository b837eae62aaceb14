package dev.carafe.docker.engine;

import java.util.Locale;

/// What to do when the engine has no room.
public final class FullDisk {
  private static final String NO_SPACE = "no space left on device";

  private FullDisk() {}

  /// Words of the engine or of a program in it, with the remedy where they are about a full disk.
  public static String explain(String words) {
    return words.toLowerCase(Locale.ROOT).contains(NO_SPACE)
        ? words
            + "\nThe disk of the Docker engine is full: `carafe image prune` removes layers that no app needs, `docker system df` shows what else is there"
        : words;
  }
}

package dev.carafe.volumes.version;

import com.google.errorprone.annotations.FormatMethod;
import dev.carafe.model.id.ShownName;

/// A Volume request that cannot be done as asked. The message names the Volume or the paths, and
/// the edit to make.
public final class VolumeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// What kind of answer this is to the caller.
  public enum Kind {
    NOT_FOUND,
    ALREADY_EXISTS,
    INVALID,
    IN_USE
  }

  private final Kind kind;

  public VolumeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  @FormatMethod
  static VolumeException invalid(String format, Object... values) {
    return new VolumeException(Kind.INVALID, message(format, values));
  }

  @FormatMethod
  static VolumeException notFound(String format, Object... values) {
    return new VolumeException(Kind.NOT_FOUND, message(format, values));
  }

  @FormatMethod
  static VolumeException exists(String format, Object... values) {
    return new VolumeException(Kind.ALREADY_EXISTS, message(format, values));
  }

  /// Names in it may be anything a file can be called.
  @FormatMethod
  private static String message(String format, Object... values) {
    return ShownName.of(format.formatted(values));
  }
}

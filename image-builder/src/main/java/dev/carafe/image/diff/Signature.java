package dev.carafe.image.diff;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.stream.Collectors;

/// A method as people write it: `embed(String, int)`.
final class Signature {
  private Signature() {}

  static String of(String name, MethodTypeDesc type) {
    String parameters =
        type.parameterList().stream().map(ClassDesc::displayName).collect(Collectors.joining(", "));
    return switch (name) {
      case ConstantDescs.CLASS_INIT_NAME -> "static initialiser";
      case ConstantDescs.INIT_NAME -> "constructor (%s)".formatted(parameters);
      default -> "method %s(%s)".formatted(name, parameters);
    };
  }
}

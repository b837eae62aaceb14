package dev.carafe.protocol.codec;

import java.io.File;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Date;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.BaseStream;

/// Why a class cannot travel, with the edit to make.
final class Refusals {
  private Refusals() {}

  static Optional<String> of(Class<?> type) {
    if (type == Object.class || type == Number.class) {
      return because("it says nothing about what is in it. Name a type: String, a record, …");
    }
    if (Path.class.isAssignableFrom(type) || File.class.isAssignableFrom(type)) {
      return because(
          "it names a file of one machine. Pass byte[] or InputStream for the content, or a String"
              + " for a path on a Volume");
    }
    if (Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type)) {
      return because("use java.time.Instant");
    }
    if (BaseStream.class.isAssignableFrom(type)
        || Iterator.class.isAssignableFrom(type)
        || type == Iterable.class) {
      return because("use List; only a result may be a Stream");
    }
    if (OutputStream.class.isAssignableFrom(type)) {
      return because("return byte[] or an InputStream");
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return because(
          "which class implements it is unknown. Make it a record, or seal it: sealed interface %s"
                  .formatted(type.getSimpleName())
              + " permits …, with records");
    }
    if (type.getName().startsWith("java.") || type.getName().startsWith("javax.")) {
      return because(
          "this class of the JDK has no form for travelling. Make a record of its parts");
    }
    if (type.isAnonymousClass() || type.isHidden()) {
      return because("it has no name. Make it a record");
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return because("it is an inner class. Make it static, or a record");
    }
    return Optional.empty();
  }

  private static Optional<String> because(String reason) {
    return Optional.of(reason);
  }
}

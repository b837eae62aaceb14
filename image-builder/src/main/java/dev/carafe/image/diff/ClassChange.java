package dev.carafe.image.diff;

import java.lang.constant.ConstantDescs;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Why a class that is in use cannot go over from one shape to another.
final class ClassChange {
  private final ClassShape before;
  private final ClassShape after;

  ClassChange(ClassShape before, ClassShape after) {
    this.before = before;
    this.after = after;
  }

  /// What changed besides code, if anything did; the first of it.
  Optional<String> ofFrame() {
    Set<String> things = new LinkedHashSet<>(before.frame().keySet());
    things.addAll(after.frame().keySet());
    return things.stream().flatMap(thing -> ofThing(thing).stream()).findFirst();
  }

  private Optional<String> ofThing(String thing) {
    String old = before.frame().get(thing);
    String now = after.frame().get(thing);
    if (thing.startsWith("lambda ")) {
      return Objects.equals(old, now)
          ? Optional.empty()
          : Optional.of("a lambda was added or removed");
    }
    if (old == null) {
      return Optional.of(thing + " was added");
    }
    if (now == null) {
      return Optional.of(thing + " was removed");
    }
    return old.equals(now) ? Optional.empty() : Optional.of(thing + " changed");
  }

  /// Whether what runs once, when the class is first used, changed.
  boolean ofStaticInitialiser() {
    return ofCode(ConstantDescs.CLASS_INIT_NAME);
  }

  /// Whether what makes an object changed: a constructor, or the value of a field.
  boolean ofConstructor() {
    return ofCode(ConstantDescs.INIT_NAME);
  }

  boolean ofCode(String method) {
    return !codeOf(before, method).equals(codeOf(after, method));
  }

  private static List<Map.Entry<String, String>> codeOf(ClassShape shape, String method) {
    return shape.code().entrySet().stream()
        .filter(e -> e.getKey().startsWith(method + "("))
        .toList();
  }
}

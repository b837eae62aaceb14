package dev.carafe.image.classes;

import java.lang.reflect.AccessFlag;
import java.util.EnumSet;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// Access flags that sources can spell, as modifiers.
final class Modifiers {
  private Modifiers() {}

  static Set<Modifier> of(Set<AccessFlag> flags) {
    var modifiers = EnumSet.noneOf(Modifier.class);
    for (AccessFlag flag : flags) {
      switch (flag) {
        case PUBLIC -> modifiers.add(Modifier.PUBLIC);
        case PROTECTED -> modifiers.add(Modifier.PROTECTED);
        case PRIVATE -> modifiers.add(Modifier.PRIVATE);
        case STATIC -> modifiers.add(Modifier.STATIC);
        case ABSTRACT -> modifiers.add(Modifier.ABSTRACT);
        case FINAL -> modifiers.add(Modifier.FINAL);
        default -> {} // no rule asks for it
      }
    }
    return modifiers;
  }
}

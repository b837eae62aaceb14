package dev.carafe.image.spec;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.model.app.HookSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The hooks of a class and what it extends. An override takes the place of what it overrides: the
/// superclass's hook does not run beside it, and without the annotation neither does.
final class Hooks {
  private Hooks() {}

  /// The topmost class's first, then in source order.
  static List<HookSpec> of(List<ClassDeclared> lineage, String annotation) {
    Map<String, HookSpec> byOverload = new LinkedHashMap<>();
    for (ClassDeclared type : lineage) {
      type.proper()
          .filter(m -> m.parameters().isEmpty())
          .forEach(m -> place(m, type, annotation, byOverload));
    }
    return List.copyOf(byOverload.values());
  }

  private static void place(
      MethodDeclared method, ClassDeclared type, String annotation, Map<String, HookSpec> hooks) {
    hooks.remove(method.overload());
    if (method.has(annotation)) {
      hooks.put(method.overload(), new HookSpec(type.binaryName(), method.name()));
    }
  }
}

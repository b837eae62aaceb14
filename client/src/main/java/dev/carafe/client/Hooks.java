package dev.carafe.client;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The hook methods of a class: superclass first, then in source order. Reflection promises no
/// order, so it is read from the class file.
final class Hooks {
  private Hooks() {}

  static List<Method> of(Class<?> type, Class<? extends Annotation> annotation) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      classes.add(at);
    }
    Collections.reverse(classes);
    List<Method> hooks = new ArrayList<>();
    for (Class<?> at : classes) {
      List<String> order = order(at);
      Arrays.stream(at.getDeclaredMethods())
          .filter(m -> m.isAnnotationPresent(annotation))
          .sorted(Comparator.comparingInt(m -> order.indexOf(m.getName())))
          .forEach(hooks::add);
    }
    return hooks;
  }

  private static List<String> order(Class<?> type) {
    String file = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      return in == null
          ? List.of()
          : ClassFile.of().parse(in.readAllBytes()).methods().stream()
              .map(m -> m.methodName().stringValue())
              .toList();
    } catch (IOException e) {
      return List.of(); // made at run time: the order of reflection has to do
    }
  }
}

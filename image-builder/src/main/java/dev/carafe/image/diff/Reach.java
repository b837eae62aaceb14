package dev.carafe.image.diff;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which of the user's own classes a class uses, directly or by way of others: what its code and
/// its declarations name, or spell as a string. That a class is nested in another is no use of it.
final class Reach {
  private static final Pattern NAMED = Pattern.compile("L([^;<]+)[;<]");

  private final Map<String, byte[]> classes;
  private final Map<String, Set<String>> direct = new HashMap<>();

  Reach(Map<String, byte[]> classes) {
    this.classes = classes;
  }

  /// Empty for `Object`.
  static String superclass(byte[] bytes) {
    return ClassFile.of()
        .parse(bytes)
        .superclass()
        .map(c -> c.asInternalName().replace('/', '.'))
        .orElse("");
  }

  Set<String> of(String className) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of(className));
    while (!next.isEmpty()) {
      String name = next.pop();
      byte[] bytes = classes.get(name);
      if (bytes != null && reached.add(name)) {
        next.addAll(direct.computeIfAbsent(name, _ -> direct(bytes)));
      }
    }
    return reached;
  }

  private Set<String> direct(byte[] bytes) {
    Set<String> found = new HashSet<>();
    ClassModel model = ClassFile.of().parse(bytes);
    model.superclass().ifPresent(c -> add(found, c));
    model.interfaces().forEach(c -> add(found, c));
    model.fields().forEach(f -> addTypes(found, f.fieldType().stringValue()));
    for (MethodModel method : model.methods()) {
      addTypes(found, method.methodType().stringValue());
      method.code().ifPresent(code -> addCode(found, code));
    }
    return found;
  }

  private void addCode(Set<String> found, CodeModel code) {
    for (CodeElement element : code) {
      switch (element) {
        case FieldInstruction i -> {
          add(found, i.owner());
          addTypes(found, i.type().stringValue());
        }
        case InvokeInstruction i -> {
          add(found, i.owner());
          addTypes(found, i.type().stringValue());
        }
        case InvokeDynamicInstruction i -> {
          addTypes(found, i.type().stringValue());
          i.invokedynamic().bootstrap().arguments().forEach(a -> add(found, a));
        }
        case NewObjectInstruction i -> add(found, i.className());
        case NewReferenceArrayInstruction i -> add(found, i.componentType());
        case NewMultiArrayInstruction i -> add(found, i.arrayType());
        case TypeCheckInstruction i -> add(found, i.type());
        case ConstantInstruction.LoadConstantInstruction i -> add(found, i.constantEntry());
        case ExceptionCatch c -> c.catchType().ifPresent(t -> add(found, t));
        default -> {}
      }
    }
  }

  private void add(Set<String> found, LoadableConstantEntry entry) {
    switch (entry) {
      case ClassEntry c -> add(found, c);
      case MethodHandleEntry h -> {
        add(found, h.reference().owner());
        addTypes(found, h.reference().type().stringValue());
      }
      case MethodTypeEntry t -> addTypes(found, t.descriptor().stringValue());
      case StringEntry s -> {
        if (classes.containsKey(s.stringValue())) {
          found.add(s.stringValue());
        }
      }
      default -> {}
    }
  }

  private static void add(Set<String> found, ClassEntry entry) {
    String name = entry.asInternalName();
    if (name.startsWith("[")) {
      addTypes(found, name);
    } else {
      found.add(name.replace('/', '.'));
    }
  }

  private static void addTypes(Set<String> found, String descriptor) {
    Matcher named = NAMED.matcher(descriptor);
    while (named.find()) {
      found.add(named.group(1).replace('/', '.'));
    }
  }
}

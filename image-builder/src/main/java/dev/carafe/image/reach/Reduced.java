package dev.carafe.image.reach;

import java.lang.classfile.Annotation;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A class file without what does not change what its code does: lines, names of variables, which
/// classes lie beside it, Carafe's own annotations; and what it names.
final class Reduced {
  private static final Pattern CLASS_IN_DESCRIPTOR = Pattern.compile("L([^;<>()]+);");
  private static final String CARAFE = "Ldev/carafe/annotations/";
  private static final ClassFile FILES =
      ClassFile.of(
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
          ClassFile.StackMapsOption.DROP_STACK_MAPS,
          ClassFile.DeadCodeOption.KEEP_DEAD_CODE,
          ClassFile.ConstantPoolSharingOption.NEW_POOL);

  private final byte[] bytes;
  private final ClassModel model;

  private Reduced(byte[] bytes) {
    this.bytes = bytes;
    this.model = FILES.parse(bytes);
  }

  static Reduced whole(byte[] bytes) {
    return reduced(bytes, _ -> true);
  }

  /// With these of its members alone.
  static Reduced to(Set<Member> kept, byte[] bytes) {
    return reduced(bytes, kept::contains);
  }

  private static Reduced reduced(byte[] bytes, Predicate<Member> kept) {
    ClassModel model = FILES.parse(bytes);
    return new Reduced(
        FILES.transformClass(model, (builder, element) -> element(builder, element, kept)));
  }

  private static void element(ClassBuilder builder, ClassElement element, Predicate<Member> kept) {
    switch (element) {
      case MethodModel m -> {
        if (kept.test(new Member(m.methodName().stringValue(), m.methodType().stringValue()))) {
          builder.transformMethod(
              m,
              (to, e) -> {
                if (!ofCarafe(e)) {
                  to.with(e);
                }
              });
        }
      }
      case FieldModel f -> {
        if (kept.test(new Member(f.fieldName().stringValue(), f.fieldType().stringValue()))) {
          builder.transformField(
              f,
              (to, e) -> {
                if (!ofCarafe(e)) {
                  to.with(e);
                }
              });
        }
      }
      case InnerClassesAttribute _,
          NestMembersAttribute _,
          NestHostAttribute _,
          EnclosingMethodAttribute _,
          SourceFileAttribute _ -> {}
      default -> {
        if (!ofCarafe(element)) {
          builder.with(element);
        }
      }
    }
  }

  /// Settings of a service do not change what its code does.
  private static boolean ofCarafe(Object element) {
    return element instanceof RuntimeVisibleAnnotationsAttribute annotations
        && annotations.annotations().stream().allMatch(Reduced::ofCarafe);
  }

  private static boolean ofCarafe(Annotation annotation) {
    return annotation.className().stringValue().startsWith(CARAFE);
  }

  byte[] bytes() {
    return bytes;
  }

  /// The internal names of all classes it names.
  Set<String> classes() {
    Set<String> names = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry c -> add(c.asInternalName(), names);
        case NameAndTypeEntry n -> descriptor(n.type().stringValue(), names);
        case MethodTypeEntry m -> descriptor(m.descriptor().stringValue(), names);
        default -> {}
      }
    }
    model.methods().forEach(m -> descriptor(m.methodType().stringValue(), names));
    model.fields().forEach(f -> descriptor(f.fieldType().stringValue(), names));
    return names;
  }

  /// Of arrays there is the descriptor.
  private static void add(String name, Set<String> names) {
    if (name.startsWith("[")) {
      descriptor(name, names);
    } else {
      names.add(name);
    }
  }

  private static void descriptor(String descriptor, Set<String> names) {
    CLASS_IN_DESCRIPTOR.matcher(descriptor).results().forEach(r -> names.add(r.group(1)));
  }

  /// The members of a class that it names.
  Set<Member> membersOf(String owner) {
    Set<Member> members = new HashSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry ref && ref.owner().asInternalName().equals(owner)) {
        members.add(new Member(ref.name().stringValue(), ref.type().stringValue()));
      }
    }
    return members;
  }

  boolean isKindOf(String other) {
    Optional<String> above = model.superclass().map(ClassEntry::asInternalName);
    List<ClassEntry> interfaces = model.interfaces();
    return above.equals(Optional.of(other))
        || interfaces.stream()
            .map(ClassEntry::asInternalName)
            .collect(Collectors.toSet())
            .contains(other);
  }
}

package dev.carafe.image.classes;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassDeclared.Kind;
import dev.carafe.image.declared.FieldDeclared;
import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.problem.Place;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// A class file as a declaration. Compiler-made members are left out.
final class ClassFileReader {
  private ClassFileReader() {}

  /// Reads a class file; throws `IllegalArgumentException` when it is broken.
  static ClassDeclared read(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    String name = name(model.thisClass());
    var place = new Place.InClass(name, "");
    Optional<InnerClassInfo> nesting = nesting(model);
    List<FieldDeclared> fields = fields(model, name);
    return new ClassDeclared(
        name,
        simpleName(name, nesting),
        kind(model),
        modifiers(model, nesting),
        nesting.flatMap(InnerClassInfo::outerClass).map(ClassFileReader::name),
        model.superclass().map(ClassFileReader::name),
        model.interfaces().stream().map(ClassFileReader::name).toList(),
        permits(model),
        enumConstants(model),
        AnnotationReader.of(model, place),
        fields,
        methods(model, name),
        place);
  }

  private static Optional<InnerClassInfo> nesting(ClassModel model) {
    return model.findAttribute(Attributes.innerClasses()).stream()
        .flatMap(a -> a.classes().stream())
        .filter(i -> i.innerClass().name().equals(model.thisClass().name()))
        .findFirst();
  }

  private static String simpleName(String name, Optional<InnerClassInfo> nesting) {
    return nesting
        .flatMap(InnerClassInfo::innerName)
        .map(n -> n.stringValue())
        .orElse(name.substring(name.lastIndexOf('.') + 1));
  }

  /// A nested class's own flags know neither `static` nor `private`; the nesting attribute does.
  private static Set<Modifier> modifiers(ClassModel model, Optional<InnerClassInfo> nesting) {
    return Modifiers.of(nesting.map(InnerClassInfo::flags).orElse(model.flags().flags()));
  }

  private static Kind kind(ClassModel model) {
    Set<AccessFlag> flags = model.flags().flags();
    if (flags.contains(AccessFlag.ANNOTATION)) {
      return Kind.ANNOTATION;
    }
    if (flags.contains(AccessFlag.INTERFACE)) {
      return Kind.INTERFACE;
    }
    if (flags.contains(AccessFlag.ENUM)) {
      return Kind.ENUM;
    }
    return model.findAttribute(Attributes.record()).isPresent() ? Kind.RECORD : Kind.CLASS;
  }

  private static List<String> permits(ClassModel model) {
    return model
        .findAttribute(Attributes.permittedSubclasses())
        .map(a -> a.permittedSubclasses().stream().map(ClassFileReader::name).toList())
        .orElse(List.of());
  }

  private static List<String> enumConstants(ClassModel model) {
    return model.fields().stream()
        .filter(f -> f.flags().has(AccessFlag.ENUM))
        .map(f -> f.fieldName().stringValue())
        .toList();
  }

  private static List<FieldDeclared> fields(ClassModel model, String className) {
    Map<String, Initialiser> initialisers = FieldInitialisers.of(model);
    return model.fields().stream()
        .filter(f -> !f.flags().has(AccessFlag.SYNTHETIC) && !f.flags().has(AccessFlag.ENUM))
        .map(f -> field(f, className, initialisers))
        .toList();
  }

  private static FieldDeclared field(
      FieldModel field, String className, Map<String, Initialiser> initialisers) {
    String name = field.fieldName().stringValue();
    var place = new Place.InClass(className, name);
    JavaType type =
        field
            .findAttribute(Attributes.signature())
            .map(SignatureAttribute::asTypeSignature)
            .map(SignatureTypes::of)
            .orElseGet(() -> SignatureTypes.of(field.fieldTypeSymbol()));
    return new FieldDeclared(
        name,
        type,
        Modifiers.of(field.flags().flags()),
        AnnotationReader.of(field, place),
        initialisers.getOrDefault(name, new Initialiser.None()),
        place);
  }

  private static List<MethodDeclared> methods(ClassModel model, String className) {
    return model.methods().stream()
        .filter(m -> !m.flags().has(AccessFlag.SYNTHETIC) && !m.flags().has(AccessFlag.BRIDGE))
        .filter(m -> !m.methodName().equalsString("<clinit>"))
        .map(m -> MethodReader.read(m, className))
        .toList();
  }

  private static String name(ClassEntry entry) {
    return entry.asInternalName().replace('/', '.');
  }
}

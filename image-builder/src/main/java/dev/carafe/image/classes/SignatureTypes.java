package dev.carafe.image.classes;

import dev.carafe.image.declared.JavaType;
import java.lang.classfile.Signature;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/// Types of class files (descriptors and generic signatures) as [JavaType]s.
final class SignatureTypes {
  private SignatureTypes() {}

  static JavaType of(ClassDesc desc) {
    if (desc.isPrimitive()) {
      return new JavaType.Primitive(desc.displayName());
    }
    return desc.isArray()
        ? new JavaType.Array(of(desc.componentType()))
        : JavaType.named(binaryName(desc));
  }

  static JavaType of(Signature signature) {
    return switch (signature) {
      case Signature.BaseTypeSig base ->
          new JavaType.Primitive(ClassDesc.ofDescriptor("" + base.baseType()).displayName());
      case Signature.ArrayTypeSig array -> new JavaType.Array(of(array.componentSignature()));
      case Signature.TypeVarSig variable -> new JavaType.Variable(variable.identifier());
      case Signature.ClassTypeSig type ->
          new JavaType.Named(
              nestedName(type), type.typeArgs().stream().map(SignatureTypes::argument).toList());
    };
  }

  static String binaryName(ClassDesc desc) {
    String descriptor = desc.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }

  private static String nestedName(Signature.ClassTypeSig type) {
    return type.outerType()
        .map(outer -> nestedName(outer) + "$" + type.className())
        .orElse(type.className().replace('/', '.'));
  }

  private static JavaType argument(Signature.TypeArg argument) {
    return switch (argument) {
      case Signature.TypeArg.Unbounded _ -> new JavaType.Wildcard("?");
      case Signature.TypeArg.Bounded bounded ->
          switch (bounded.wildcardIndicator()) {
            case NONE -> of(bounded.boundType());
            case EXTENDS -> new JavaType.Wildcard("? extends " + of(bounded.boundType()).text());
            case SUPER -> new JavaType.Wildcard("? super " + of(bounded.boundType()).text());
          };
    };
  }

  /// The types of a method's parameters: generic where the signature tells, and it tells all.
  static List<JavaType> parameters(List<ClassDesc> erased, List<Signature> generic) {
    var types = new ArrayList<JavaType>();
    for (int i = 0; i < erased.size(); i++) {
      types.add(generic.size() == erased.size() ? of(generic.get(i)) : of(erased.get(i)));
    }
    return types;
  }
}

package dev.carafe.image.diff;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.DebugElementsOption;
import java.lang.classfile.ClassFile.LineNumbersOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of a class cannot change while it is in use (`frame`: its supertypes, modifiers, fields,
/// methods, members, each by what it is called for people), and its methods' code without line
/// numbers.
record ClassShape(Map<String, String> frame, SortedMap<String, String> code) {
  private static final ClassFile BARE =
      ClassFile.of(
          ConstantPoolSharingOption.NEW_POOL,
          DebugElementsOption.DROP_DEBUG,
          LineNumbersOption.DROP_LINE_NUMBERS,
          StackMapsOption.DROP_STACK_MAPS);

  static ClassShape of(byte[] bytes) {
    ClassModel model = BARE.parse(bytes);
    Map<String, String> frame = new LinkedHashMap<>();
    frame.put("its supertypes", supertypes(model));
    frame.put("its modifiers", String.valueOf(model.flags().flagsMask()));
    model
        .fields()
        .forEach(
            f ->
                frame.put(
                    "field " + f.fieldName().stringValue(),
                    f.flags().flagsMask() + " " + f.fieldType().stringValue()));
    SortedMap<String, String> code = new TreeMap<>();
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      frame.put(
          name.startsWith("lambda$")
              ? "lambda " + name
              : Signature.of(name, method.methodTypeSymbol()),
          String.valueOf(method.flags().flagsMask()));
      code.put(name + method.methodType().stringValue(), code(model, method));
    }
    model
        .findAttribute(Attributes.nestMembers())
        .ifPresent(a -> a.nestMembers().forEach(c -> frame.put("nested class " + last(c), "")));
    model
        .findAttribute(Attributes.permittedSubclasses())
        .ifPresent(a -> frame.put("its permitted subclasses", names(a.permittedSubclasses())));
    return new ClassShape(frame, code);
  }

  private static String supertypes(ClassModel model) {
    return model.superclass().map(ClassEntry::asInternalName).orElse("")
        + names(model.interfaces());
  }

  private static String names(List<ClassEntry> classes) {
    return String.join(" ", classes.stream().map(ClassEntry::asInternalName).toList());
  }

  private static String last(ClassEntry entry) {
    String name = entry.asInternalName();
    return name.substring(name.lastIndexOf('$') + 1);
  }

  /// The method alone, written anew with a constant pool of its own: equal texts, equal code.
  private static String code(ClassModel model, MethodModel method) {
    Utf8Entry name = method.methodName();
    byte[] alone =
        BARE.build(
            model.thisClass().asSymbol(),
            builder ->
                builder.withMethod(
                    name.stringValue(),
                    method.methodTypeSymbol(),
                    method.flags().flagsMask(),
                    m ->
                        method
                            .code()
                            .ifPresent(c -> m.transformCode(c, CodeTransform.ACCEPT_ALL))));
    return HexFormat.of().formatHex(alone);
  }
}

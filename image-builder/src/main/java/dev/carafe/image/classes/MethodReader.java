package dev.carafe.image.classes;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.problem.Place;
import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.attribute.MethodParameterInfo;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A method of a class file as a declaration. Parameters have the names of `-parameters`, else
/// those of the debug tables, else `arg0`, `arg1`.
final class MethodReader {
  private MethodReader() {}

  static MethodDeclared read(MethodModel method, String className) {
    String name = method.methodName().stringValue();
    var place = new Place.InClass(className, name);
    Optional<MethodSignature> generic =
        method.findAttribute(Attributes.signature()).map(SignatureAttribute::asMethodSignature);
    return new MethodDeclared(
        name,
        method.methodType().stringValue(),
        parameters(method, generic, place),
        generic
            .map(g -> SignatureTypes.of(g.result()))
            .orElseGet(() -> SignatureTypes.of(method.methodTypeSymbol().returnType())),
        Modifiers.of(method.flags().flags()),
        AnnotationReader.of(method, place),
        place);
  }

  private static List<ParameterDeclared> parameters(
      MethodModel method, Optional<MethodSignature> generic, Place place) {
    List<ClassDesc> erased = method.methodTypeSymbol().parameterList();
    List<JavaType> types =
        SignatureTypes.parameters(erased, generic.map(g -> g.arguments()).orElse(List.of()));
    List<String> names = names(method, erased);
    var parameters = new ArrayList<ParameterDeclared>();
    for (int i = 0; i < types.size(); i++) {
      parameters.add(
          new ParameterDeclared(names.get(i), types.get(i), defaultText(method, i, place), place));
    }
    return parameters;
  }

  private static Optional<String> defaultText(MethodModel method, int index, Place place) {
    List<List<Annotation>> all =
        method
            .findAttribute(Attributes.runtimeVisibleParameterAnnotations())
            .map(a -> a.parameterAnnotations())
            .orElse(List.of());
    return index >= all.size()
        ? Optional.empty()
        : AnnotationReader.of(all.get(index), place).stream()
            .filter(a -> a.name().equals("Default"))
            .map((AnnotationDeclared a) -> a.text("value"))
            .findFirst();
  }

  private static List<String> names(MethodModel method, List<ClassDesc> types) {
    List<MethodParameterInfo> infos =
        method
            .findAttribute(Attributes.methodParameters())
            .map(a -> a.parameters())
            .orElse(List.of());
    Map<Integer, String> locals = locals(method);
    var names = new ArrayList<String>();
    int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
    for (int i = 0; i < types.size(); i++) {
      Optional<String> told =
          i < infos.size() ? infos.get(i).name().map(Utf8Entry::stringValue) : Optional.empty();
      names.add(told.orElse(locals.getOrDefault(slot, "arg" + i)));
      slot += types.get(i).descriptorString().matches("[JD]") ? 2 : 1;
    }
    return names;
  }

  private static Map<Integer, String> locals(MethodModel method) {
    var names = new HashMap<Integer, String>();
    method
        .code()
        .ifPresent(
            code ->
                code.forEach(
                    element -> {
                      if (element instanceof LocalVariable local) {
                        names.putIfAbsent(local.slot(), local.name().stringValue());
                      }
                    }));
    return names;
  }
}

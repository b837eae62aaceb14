package dev.carafe.image.classes;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Value;
import dev.carafe.image.problem.Place;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.List;
import java.util.stream.Collectors;

/// Carafe's annotations on an element of a class file.
final class AnnotationReader {
  private static final String PACKAGE = "dev.carafe.annotations.";

  private AnnotationReader() {}

  static List<AnnotationDeclared> of(AttributedElement element, Place place) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(a -> of(a.annotations(), place))
        .orElse(List.of());
  }

  static List<AnnotationDeclared> of(List<Annotation> annotations, Place place) {
    return annotations.stream()
        .filter(AnnotationReader::ours)
        .map(a -> declared(a, place))
        .toList();
  }

  private static boolean ours(Annotation annotation) {
    return SignatureTypes.binaryName(annotation.classSymbol()).startsWith(PACKAGE);
  }

  private static AnnotationDeclared declared(Annotation annotation, Place place) {
    return new AnnotationDeclared(
        SignatureTypes.binaryName(annotation.classSymbol()).substring(PACKAGE.length()),
        annotation.elements().stream()
            .collect(
                Collectors.toMap(
                    (AnnotationElement e) -> e.name().stringValue(), e -> value(e.value(), place))),
        place);
  }

  private static Value value(AnnotationValue value, Place place) {
    return switch (value) {
      case AnnotationValue.OfString text -> new Value.Text(text.stringValue(), place);
      case AnnotationValue.OfInt number -> new Value.Quantity(number.intValue(), place);
      case AnnotationValue.OfDouble number -> new Value.Quantity(number.doubleValue(), place);
      case AnnotationValue.OfBoolean truth -> new Value.Truth(truth.booleanValue(), place);
      case AnnotationValue.OfClass type ->
          new Value.ClassNamed(SignatureTypes.of(type.classSymbol()), place);
      case AnnotationValue.OfAnnotation nested ->
          new Value.Nested(declared(nested.annotation(), place), place);
      case AnnotationValue.OfArray array ->
          new Value.Listed(array.values().stream().map(v -> value(v, place)).toList(), place);
      default -> new Value.Unknown(place); // no annotation of ours has such an element
    };
  }
}

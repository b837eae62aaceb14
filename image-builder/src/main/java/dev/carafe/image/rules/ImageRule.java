package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.JavaType;
import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Place;
import javax.lang.model.element.Modifier;

/// An image class can be made and asked for its steps.
final class ImageRule {
  private static final String DEFINITION = "dev.carafe.annotations.ImageDefinition";

  private ImageRule() {}

  static void check(AnnotationDeclared service, Program program, Report report) {
    service
        .type("image")
        .ifPresent(image -> checkImage(image, service.placeOf("image"), program, report));
  }

  static void checkImage(JavaType.Named image, Place place, Program program, Report report) {
    program
        .lookup()
        .find(image.binaryName())
        .ifPresent(type -> checkClass(type, place, program, report));
  }

  private static void checkClass(ClassDeclared type, Place place, Program program, Report report) {
    String title = "image class " + type.simpleName();
    if (!program.lookup().isKindOf(type, DEFINITION)) {
      report.add(
          place,
          title + " is no ImageDefinition",
          "its define() would give the image",
          "let it implement ImageDefinition");
    } else if (type.is(Modifier.ABSTRACT)
        || type.kind() == ClassDeclared.Kind.INTERFACE
        || type.inner()
        || type.plainConstructor().filter(c -> !c.is(Modifier.PRIVATE)).isEmpty()) {
      report.add(
          place,
          title + " cannot be made",
          "an object of it is made at deploy",
          "make it a static or top-level class with a public constructor without parameters");
    }
  }
}

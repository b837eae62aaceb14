package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.AppDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.problem.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Everything callable belongs to an app, and apps have names of their own.
final class AppRule implements Rule {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}");

  @Override
  public void check(Program program, Report report) {
    Map<String, ClassDeclared> hosts = new HashMap<>();
    for (ClassDeclared type : program.own()) {
      type.annotation("App").ifPresent(a -> checkHost(type, a, hosts, report));
      type.annotation("Cls").ifPresent(a -> checkName(a.text("app"), a.placeOf("app"), report));
      if (AppDeclared.nameFor(type, program).isEmpty()) {
        checkHomeless(type, report);
      }
    }
  }

  private static void checkHost(
      ClassDeclared type, AnnotationDeclared app, Map<String, ClassDeclared> hosts, Report report) {
    String name = AppDeclared.nameOf(type);
    checkName(name, app.placeOf("value"), report);
    ClassDeclared first = type.has("Cls") ? null : hosts.putIfAbsent(name, type);
    if (first != null) {
      report.add(
          app.placeOf("value"),
          "app \"%s\" is declared by %s too".formatted(name, first.binaryName()),
          "an app has one @App class",
          "give one of them another name, or join the two classes");
    }
  }

  private static void checkName(String name, Place place, Report report) {
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      report.add(
          place,
          "\"%s\" cannot name an app".formatted(name),
          "names have 1 to 63 letters, digits, '.', '_' or '-' and start with a letter or digit",
          "choose another name");
    }
  }

  private static void checkHomeless(ClassDeclared type, Report report) {
    type.annotation("Cls")
        .filter(cls -> cls.known("app"))
        .ifPresent(
            cls ->
                report.add(
                    cls.place(),
                    "@Cls class %s belongs to no app".formatted(type.simpleName()),
                    "an app is what gets deployed",
                    "write @Cls(app = \"name\"), or nest it in the @App class"));
    type.proper()
        .forEach(
            method ->
                method.annotations().stream()
                    .filter(a -> a.name().matches("Function|LocalEntrypoint"))
                    .forEach(
                        a ->
                            report.add(
                                a.place(),
                                "@%s method %s belongs to no app"
                                    .formatted(a.name(), method.name()),
                                "an app is what gets deployed",
                                "write @App on class " + type.simpleName())));
  }
}

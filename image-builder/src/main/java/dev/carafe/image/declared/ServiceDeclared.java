package dev.carafe.image.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What one pool of containers runs: a `@Function`, or a `@Cls` class with its methods.
/// `annotation` is the one that says so.
public record ServiceDeclared(
    String name,
    ClassDeclared type,
    AnnotationDeclared annotation,
    Optional<AnnotationDeclared> defaults,
    List<CallableDeclared> callables) {
  public ServiceDeclared {
    callables = List.copyOf(callables);
  }

  /// Whether it is one method, not a class.
  public boolean isFunction() {
    return annotation.name().equals("Function");
  }

  /// As a person would say it.
  public String title() {
    return isFunction() ? callables.getFirst().title() : "class " + type.simpleName();
  }

  /// All services of an app, class by class in source order.
  public static List<ServiceDeclared> of(AppDeclared app, Program program) {
    var services = new ArrayList<ServiceDeclared>();
    for (AppDeclared.Member member : app.members()) {
      services.addAll(functions(member));
      member
          .type()
          .annotation("Cls")
          .ifPresent(cls -> services.add(cls(member, cls, program.lookup())));
    }
    return services;
  }

  private static List<ServiceDeclared> functions(AppDeclared.Member member) {
    List<CallableDeclared> callables =
        member
            .type()
            .proper()
            .flatMap(
                m ->
                    m.annotation("Function").stream()
                        .map(a -> new CallableDeclared(m.name(), m, a, member.type())))
            .toList();
    return named("", callables).stream()
        .map(
            c ->
                new ServiceDeclared(
                    c.name(), member.type(), c.annotation(), member.defaults(), List.of(c)))
        .toList();
  }

  private static ServiceDeclared cls(
      AppDeclared.Member member, AnnotationDeclared cls, ClassLookup lookup) {
    String given = cls.text("name");
    String name = given.isEmpty() ? member.type().simpleName() : given;
    return new ServiceDeclared(
        name, member.type(), cls, member.defaults(), named(name + ".", methods(member, lookup)));
  }

  /// The `@Method`s of a class and what it extends; an override takes the place of what it
  /// overrides, and is callable by the annotation on either.
  private static List<CallableDeclared> methods(AppDeclared.Member member, ClassLookup lookup) {
    Map<String, CallableDeclared> byOverload = new LinkedHashMap<>();
    for (ClassDeclared type : lookup.lineage(member.type())) {
      type.proper()
          .forEach(
              m -> {
                Optional<AnnotationDeclared> inherited =
                    Optional.ofNullable(byOverload.get(m.overload()))
                        .map(CallableDeclared::annotation);
                m.annotation("Method")
                    .or(() -> inherited)
                    .ifPresent(
                        a ->
                            byOverload.put(
                                m.overload(), new CallableDeclared(m.name(), m, a, type)));
              });
    }
    return List.copyOf(byOverload.values());
  }

  /// Gives callables their names in calls: the one they ask for, else the method's; methods that
  /// would share theirs carry their parameter types.
  private static List<CallableDeclared> named(String prefix, List<CallableDeclared> callables) {
    return callables.stream()
        .map(
            c ->
                new CallableDeclared(
                    prefix + ownName(c, callables.stream()),
                    c.method(),
                    c.annotation(),
                    c.declaring()))
        .toList();
  }

  private static String ownName(CallableDeclared callable, Stream<CallableDeclared> all) {
    String given = callable.annotation().text("name");
    if (!given.isEmpty()) {
      return given;
    }
    String name = callable.method().name();
    boolean overloaded =
        all.filter(c -> c.annotation().text("name").isEmpty())
                .filter(c -> c.method().name().equals(name))
                .count()
            > 1;
    return overloaded ? callable.method().overload() : name;
  }
}

package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.AppDeclared;
import dev.carafe.image.declared.CallableDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.ServiceDeclared;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `@WebEndpoint`s are callable, and no two of an app answer the same request.
final class WebRule implements Rule {
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

  @Override
  public void check(Program program, Report report) {
    Rule.perMethod((method, _, _, r) -> checkMethod(method, r)).check(program, report);
    for (AppDeclared app : AppDeclared.of(program)) {
      Map<String, String> routes = new HashMap<>();
      ServiceDeclared.of(app, program).stream()
          .flatMap(s -> s.callables().stream())
          .forEach(c -> claim(c, routes, report));
    }
  }

  private static void checkMethod(MethodDeclared method, Report report) {
    method
        .annotation("WebEndpoint")
        .ifPresent(
            web -> {
              if (!method.has("Function") && !method.has("Method")) {
                report.add(
                    web.place(),
                    "@WebEndpoint method %s is not callable".formatted(method.name()),
                    "a request becomes a call",
                    "add @Function, or @Method in a @Cls class");
              }
              checkRoute(web, report);
            });
  }

  private static void checkRoute(AnnotationDeclared web, Report report) {
    if (web.known("method") && !METHODS.contains(web.text("method").toUpperCase(Locale.ROOT))) {
      report.add(
          web.placeOf("method"),
          "\"%s\" is no HTTP method".formatted(web.text("method")),
          "there are GET, POST, PUT, PATCH, DELETE, HEAD and OPTIONS",
          "write one of these");
    }
    String path = web.text("path");
    if (!path.isEmpty() && (!path.startsWith("/") || path.matches(".*[\\s?#].*"))) {
      report.add(
          web.placeOf("path"),
          "@WebEndpoint path = \"%s\" is no path below the app".formatted(path),
          "it starts with a slash and has no blank, '?' or '#'",
          "write it like \"/embed\"");
    }
  }

  private static void claim(CallableDeclared callable, Map<String, String> routes, Report report) {
    callable
        .method()
        .annotation("WebEndpoint")
        .ifPresent(
            web -> {
              String path = web.text("path").isEmpty() ? "/" + callable.name() : web.text("path");
              String route = web.text("method").toUpperCase(Locale.ROOT) + " " + path;
              String before = routes.putIfAbsent(route, callable.title());
              if (before != null) {
                report.add(
                    web.place(),
                    "%s is answered by %s too".formatted(route, before),
                    "a request goes to one function",
                    "change one of the paths");
              }
            });
  }
}

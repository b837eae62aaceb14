package dev.carafe.image.rules;

import dev.carafe.image.declared.AppDeclared;
import dev.carafe.image.declared.CallableDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.ServiceDeclared;
import dev.carafe.image.problem.Place;
import java.util.HashMap;
import java.util.Map;

/// Within an app, no two services share a name, and no two callable methods, and no two entry
/// points.
final class NameRule implements Rule {

  @Override
  public void check(Program program, Report report) {
    for (AppDeclared app : AppDeclared.of(program)) {
      Map<String, String> services = new HashMap<>();
      Map<String, String> methods = new HashMap<>();
      Map<String, String> entrypoints = new HashMap<>();
      for (ServiceDeclared service : ServiceDeclared.of(app, program)) {
        Place place =
            service.isFunction()
                ? service.callables().getFirst().namePlace()
                : service.annotation().placeOf("name");
        claim(services, service.name(), service.title(), place, app, report);
        for (CallableDeclared callable : service.callables()) {
          claim(methods, callable.name(), callable.title(), callable.namePlace(), app, report);
        }
      }
      for (AppDeclared.Member member : app.members()) {
        member
            .type()
            .proper()
            .filter(m -> m.has("LocalEntrypoint"))
            .forEach(m -> claim(entrypoints, m.name(), m.name(), m.place(), app, report));
      }
    }
  }

  private static void claim(
      Map<String, String> taken,
      String name,
      String title,
      Place place,
      AppDeclared app,
      Report report) {
    String before = taken.putIfAbsent(name, title);
    if (before != null) {
      report.add(
          place,
          "the name \"%s\" is taken by %s".formatted(name, before),
          "callers of app \"%s\" could not tell the two apart".formatted(app.name()),
          "give one of them another name");
    }
  }
}

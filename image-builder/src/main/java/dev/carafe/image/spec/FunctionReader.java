package dev.carafe.image.spec;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.CallableDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.model.app.Batching;
import dev.carafe.model.app.Durations;
import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.Schedule;
import dev.carafe.model.app.WebRoute;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// Reads one callable method.
final class FunctionReader {
  private FunctionReader() {}

  static FunctionSpec spec(CallableDeclared callable) {
    MethodDeclared method = callable.method();
    return new FunctionSpec(
        callable.name(),
        method.name(),
        method.descriptor(),
        method.is(Modifier.STATIC),
        AppSpecs.arguments(method.parameters()),
        method.returnType().text(),
        method.generator(),
        method.annotation("Batched").map(FunctionReader::batching),
        schedule(method),
        method.annotation("WebEndpoint").map(w -> route(w, callable.name())));
  }

  private static Batching batching(AnnotationDeclared batched) {
    return new Batching(batched.whole("maxSize"), Durations.parse(batched.text("maxWait")));
  }

  private static Optional<Schedule> schedule(MethodDeclared method) {
    Optional<Schedule> cron =
        method
            .annotation("Cron")
            .map(c -> new Schedule.Cron(c.text("value"), ZoneId.of(c.text("zone"))));
    return cron.or(
        () ->
            method
                .annotation("Period")
                .map(p -> new Schedule.Every(Durations.parse(p.text("value")))));
  }

  private static WebRoute route(AnnotationDeclared web, String name) {
    return new WebRoute(
        web.text("method").toUpperCase(Locale.ROOT),
        web.text("path").isEmpty() ? "/" + name : web.text("path"));
  }
}

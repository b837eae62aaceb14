package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.MethodDeclared;
import dev.carafe.image.declared.ParameterDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.Value;
import java.time.DateTimeException;
import java.time.ZoneId;

/// `@Cron` and `@Period` stand on functions that need no arguments, and say when.
final class ScheduleRule {
  private ScheduleRule() {}

  static void check(MethodDeclared method, ClassDeclared type, Program program, Report report) {
    method.annotation("Cron").ifPresent(c -> checkCron(c, report));
    method.annotation("Period").ifPresent(p -> TimeRule.durations(p, report, "value"));
    method.annotations().stream()
        .filter(a -> a.name().equals("Cron") || a.name().equals("Period"))
        .forEach(a -> checkMethod(a, method, report));
    if (method.has("Cron") && method.has("Period")) {
      report.add(
          method.annotation("Period").orElseThrow().place(),
          "method %s has both @Cron and @Period".formatted(method.name()),
          "a function has one schedule",
          "remove one of the two");
    }
  }

  private static void checkMethod(
      AnnotationDeclared schedule, MethodDeclared method, Report report) {
    String title = "@%s method %s".formatted(schedule.name(), method.name());
    if (!method.has("Function")) {
      report.add(
          schedule.place(),
          title + " is no @Function",
          "only functions run on a schedule",
          "add @Function, or remove @" + schedule.name());
    }
    method.parameters().stream()
        .filter(p -> !p.mayBeOmitted())
        .forEach(
            (ParameterDeclared p) ->
                report.add(
                    p.place(),
                    "%s requires parameter %s".formatted(title, p.name()),
                    "nobody passes arguments to a scheduled run",
                    "remove it, make it Optional, or write @Default(\"…\") on it"));
  }

  private static void checkCron(AnnotationDeclared cron, Report report) {
    if (cron.values().get("value") instanceof Value.Text text) {
      CronFields.mistake(text.text())
          .ifPresent(
              why ->
                  report.add(
                      text.place(),
                      "@Cron(\"%s\") is no cron expression".formatted(text.text()),
                      why,
                      "write minute, hour, day of month, month and day of week, like"
                          + " \"0 3 * * *\""));
    }
    if (cron.values().get("zone") instanceof Value.Text zone) {
      try {
        ZoneId.of(zone.text());
      } catch (DateTimeException e) {
        report.add(
            zone.place(),
            "@Cron zone = \"%s\" is no time zone".formatted(zone.text()),
            "zones have names like \"Europe/Paris\", \"UTC\" or \"+02:00\"",
            "write one of these");
      }
    }
  }
}

package dev.carafe.image.rules;

import dev.carafe.image.declared.AnnotationDeclared;
import dev.carafe.image.declared.Program;
import dev.carafe.image.declared.Value;
import dev.carafe.image.rules.Report.Form;
import dev.carafe.model.app.Durations;
import java.time.Duration;

/// Durations can be read and are in range; so are retries.
final class TimeRule {
  private static final Form DURATION =
      new Form(
          "duration",
          "durations are a number and its unit: ms, s, m, h or d",
          "write it like \"500ms\", \"300s\", \"30m\" or \"2h\"");
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(2);
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(20);

  private TimeRule() {}

  static void check(AnnotationDeclared service, Program program, Report report) {
    durations(service, report, "timeout", "startupTimeout", "scaledownWindow");
    service
        .value("scaledownWindow")
        .filter(Value.Text.class::isInstance)
        .ifPresent(v -> checkWindow((Value.Text) v, report));
    service.nested("retries").forEach(r -> checkRetries(r, report));
  }

  /// Positive durations; an empty text stands for the default where there is one.
  static void durations(AnnotationDeclared annotation, Report report, String... elements) {
    for (String element : elements) {
      report.eachText(annotation, element, text -> read(text, element), DURATION);
    }
  }

  private static void read(String text, String element) {
    boolean none = element.equals("startupTimeout") && text.isEmpty();
    boolean mayBeZero = element.matches("maxWait|initialDelay|maxDelay|scaledownWindow");
    if (!none && !Durations.parse(text).isPositive() && !mayBeZero) {
      throw new IllegalArgumentException("zero");
    }
  }

  private static void checkWindow(Value.Text given, Report report) {
    try {
      Duration window = Durations.parse(given.text());
      if (window.compareTo(SHORTEST_WINDOW) < 0 || window.compareTo(LONGEST_WINDOW) > 0) {
        report.add(
            given.place(),
            "scaledownWindow = \"%s\" is out of range".formatted(given.text()),
            "a container idles for 2s to 20m",
            "write a duration from \"2s\" to \"20m\"");
      }
    } catch (IllegalArgumentException e) {
      return; // reported as no duration
    }
  }

  private static void checkRetries(AnnotationDeclared retries, Report report) {
    if (retries.known("value") && (retries.whole("value") < 0 || retries.whole("value") > 100)) {
      report.add(
          retries.placeOf("value"),
          "@Retries(%d) is out of range".formatted(retries.whole("value")),
          "it counts further attempts, 0 to 100",
          "write a number from 0 to 100");
    }
    if (retries.known("backoff") && retries.number("backoff") < 1) {
      report.add(
          retries.placeOf("backoff"),
          "@Retries backoff = %s is less than 1".formatted(retries.number("backoff")),
          "it is the factor from one delay to the next",
          "write 1 or more");
    }
    durations(retries, report, "initialDelay", "maxDelay");
  }
}

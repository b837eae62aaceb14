package dev.carafe.image.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says what is wrong with a five-field cron expression. Each field is a list of `*`, values and
/// ranges, with a step after a slash; months and days may be named.
final class CronFields {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final List<Field> FIELDS =
      List.of(
          new Field("minute", 0, 59, List.of()),
          new Field("hour", 0, 23, List.of()),
          new Field("day of month", 1, 31, List.of()),
          new Field("month", 1, 12, MONTHS),
          new Field("day of week", 0, 7, DAYS));
  private static final Pattern ITEM = Pattern.compile("(?:\\*|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,4}))?");

  private CronFields() {}

  private record Field(String name, int least, int most, List<String> names) {}

  /// What is wrong, or empty when nothing is.
  static Optional<String> mistake(String expression) {
    String[] parts = expression.strip().split("\\s+");
    if (parts.length != FIELDS.size()) {
      return Optional.of("it has %d fields instead of 5".formatted(parts.length));
    }
    for (int i = 0; i < parts.length; i++) {
      for (String item : parts[i].split(",", -1)) {
        Optional<String> mistake = mistake(item, FIELDS.get(i));
        if (mistake.isPresent()) {
          return mistake;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> mistake(String item, Field field) {
    Matcher matcher = ITEM.matcher(item);
    if (!matcher.matches()) {
      return Optional.of("%s \"%s\" cannot be read".formatted(field.name(), item));
    }
    if (matcher.group(3) != null && Integer.parseInt(matcher.group(3)) < 1) {
      return Optional.of("%s \"%s\" has a step of 0".formatted(field.name(), item));
    }
    int from = matcher.group(1) == null ? field.least() : number(matcher.group(1), field);
    int to = matcher.group(2) == null ? from : number(matcher.group(2), field);
    if (from < field.least() || to > field.most() || from > field.most() || to < field.least()) {
      return Optional.of(
          "%s \"%s\" is not within %d-%d"
              .formatted(field.name(), item, field.least(), field.most()));
    }
    return from > to
        ? Optional.of("%s \"%s\" goes backwards".formatted(field.name(), item))
        : Optional.empty();
  }

  private static int number(String text, Field field) {
    int named = field.names().indexOf(text.toUpperCase(Locale.ROOT));
    if (named >= 0) {
      return field.least() + named;
    }
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
  }
}

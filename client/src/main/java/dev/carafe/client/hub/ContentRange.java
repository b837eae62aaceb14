package dev.carafe.client.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of that name: where the bytes of an answer start, or -1 if it has none, and how many
/// the whole has, or -1 if it does not say.
record ContentRange(long from, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

  static Optional<ContentRange> of(String header) {
    Matcher form = FORM.matcher(header.strip());
    return form.matches()
        ? Optional.of(new ContentRange(number(form.group(1)), number(form.group(2))))
        : Optional.empty();
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? -1 : Long.parseLong(digits);
  }
}

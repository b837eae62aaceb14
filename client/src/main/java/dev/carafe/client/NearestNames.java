package dev.carafe.client;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What somebody may have meant by a name that is not there.
public final class NearestNames {
  private static final int SHOWN = 5;

  private NearestNames() {}

  /// At most five of `names`, the nearest first: those at a small edit distance, or which contain
  /// what was typed; all in their order when there are few.
  public static List<String> of(String typed, Collection<String> names) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    record Ranked(String name, int distance) {}
    return names.stream()
        .distinct()
        .map(name -> new Ranked(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
        .filter(
            r ->
                r.distance() <= Math.max(2, wanted.length() / 3)
                    || (!wanted.isEmpty() && r.name().toLowerCase(Locale.ROOT).contains(wanted)))
        .sorted(Comparator.comparingInt(Ranked::distance))
        .limit(SHOWN)
        .map(Ranked::name)
        .toList();
  }

  /// "Did you mean …?", else "There are: …", else "There are none."
  public static String sentence(String typed, Collection<String> names) {
    List<String> nearest = of(typed, names);
    if (!nearest.isEmpty()) {
      return "Did you mean %s?".formatted(String.join(" or ", nearest));
    }
    if (names.isEmpty()) {
      return "There are none.";
    }
    String more = names.size() > SHOWN ? ", …" : ".";
    return "There are: %s%s"
        .formatted(String.join(", ", names.stream().limit(SHOWN).toList()), more);
  }

  /// How many letters to insert, drop, change or swap with the next to make one of the other.
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}

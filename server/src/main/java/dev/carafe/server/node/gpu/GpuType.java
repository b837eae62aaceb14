package dev.carafe.server.node.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The name that users write for a product: `H100` for `NVIDIA H100 80GB HBM3`. Products that are
/// sold with more than one size of memory keep it: `A100-80GB`.
final class GpuType {
  private static final Set<String> BRANDS =
      Set.of("nvidia", "corporation", "tesla", "geforce", "quadro", "grid");

  /// How it is built in, and words that tell nothing apart.
  private static final Pattern FORM =
      Pattern.compile(
          "sxm\\d*|pcie?|nvl|dgxs?|fhhl|hbm\\w*|lpddr\\w*|gpu|generation|server|workstation|edition"
              + "|blackwell");

  private static final Pattern MEMORY = Pattern.compile("\\d+gb");
  private static final Set<String> SEVERAL_SIZES = Set.of("a100", "a800", "v100", "p100");
  private static final Pattern NOT_IN_A_TYPE = Pattern.compile("[^A-Za-z0-9._]+");

  private GpuType() {}

  static String of(String product) {
    List<String> words = new ArrayList<>();
    String memory = "";
    for (String word : NOT_IN_A_TYPE.split(product)) {
      String plain = word.toLowerCase(Locale.ROOT);
      if (MEMORY.matcher(plain).matches()) {
        memory = word;
      } else if (!word.isEmpty() && !BRANDS.contains(plain) && !FORM.matcher(plain).matches()) {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      return NOT_IN_A_TYPE.matcher(product.strip()).replaceAll("-");
    }
    if (!memory.isEmpty() && SEVERAL_SIZES.contains(words.getFirst().toLowerCase(Locale.ROOT))) {
      words.add(1, memory);
    }
    return String.join("-", words);
  }
}

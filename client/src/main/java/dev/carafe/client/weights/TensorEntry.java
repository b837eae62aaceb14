package dev.carafe.client.weights;

import java.util.List;

/// Where a header says a tensor lies: from `begin` to `end`, counted from the first byte after it.
record TensorEntry(String name, DType dtype, List<Long> shape, long begin, long end) {
  private static final int SHOWN = 100;

  TensorEntry {
    shape = List.copyOf(shape);
  }

  /// The bytes that its shape takes. Throws an [ArithmeticException] where there is no such number.
  long bytes() {
    return dtype.bytes(Tensor.elements(shape));
  }

  /// Its name in quotes, cut where it is long.
  String shown() {
    return shown(name);
  }

  static String shown(String name) {
    return "\"%s\"".formatted(name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name);
  }
}

package dev.carafe.model.id;

/// One input of a call: a `remote` or `spawn` has the single index 0, a `map` has many.
public record InputId(CallId call, long index) {

  public InputId {
    if (index < 0) {
      throw new IllegalArgumentException("an input's index is negative: " + index);
    }
  }

  @Override
  public String toString() {
    return index == 0 ? call.value() : call.value() + "/" + index;
  }
}

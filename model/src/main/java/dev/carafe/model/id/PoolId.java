package dev.carafe.model.id;

/// All containers of one function or of one class with its parameter values and options.
public record PoolId(String value) implements Comparable<PoolId> {

  public PoolId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a pool id is empty");
    }
  }

  @Override
  public int compareTo(PoolId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

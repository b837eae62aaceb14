package dev.carafe.model.id;

/// One request by a user; printed as `ca-` and random letters.
public record CallId(String value) implements Comparable<CallId> {

  public CallId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a call id is empty");
    }
  }

  @Override
  public int compareTo(CallId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

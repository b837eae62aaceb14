package dev.carafe.model.id;

/// One running agent process with one user object; printed as `ct-` and random letters.
public record ContainerId(String value) implements Comparable<ContainerId> {

  public ContainerId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a container id is empty");
    }
  }

  @Override
  public int compareTo(ContainerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

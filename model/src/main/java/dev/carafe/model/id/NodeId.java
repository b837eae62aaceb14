package dev.carafe.model.id;

/// One machine.
public record NodeId(String value) implements Comparable<NodeId> {

  public NodeId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a node id is empty");
    }
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

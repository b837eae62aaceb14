package dev.carafe.scheduler.core;

import org.jspecify.annotations.Nullable;

/// Containers by latest use. A container stands in one such list or in none.
final class Mru {
  private @Nullable Container first;
  private @Nullable Container last;

  @Nullable Container mostRecent() {
    return first;
  }

  @Nullable Container leastRecent() {
    return last;
  }

  void push(Container container) {
    container.list = this;
    container.previous = null;
    container.next = first;
    if (first == null) {
      last = container;
    } else {
      first.previous = container;
    }
    first = container;
  }

  void remove(Container container) {
    Container before = container.previous;
    Container after = container.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    container.list = null;
    container.previous = null;
    container.next = null;
  }
}

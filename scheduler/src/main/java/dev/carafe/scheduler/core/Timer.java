package dev.carafe.scheduler.core;

/// One alarm of its owner; set and cancelled through [Timers].
final class Timer {
  static final int UNSET = -1;

  final Due owner;
  long due;
  int slot = UNSET;

  Timer(Due owner) {
    this.owner = owner;
  }

  boolean isSet() {
    return slot != UNSET;
  }
}

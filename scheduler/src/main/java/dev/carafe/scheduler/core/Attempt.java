package dev.carafe.scheduler.core;

import dev.carafe.model.id.InputId;

/// One try at one input. Numbers count from 1 and go up with each dispatch, also after a lost
/// container, so that two tries of one input never share a number.
public record Attempt(InputId input, int number) {

  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempts count from 1: " + number);
    }
  }

  @Override
  public String toString() {
    return input + "#" + number;
  }
}

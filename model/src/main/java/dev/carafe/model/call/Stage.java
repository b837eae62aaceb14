package dev.carafe.model.call;

/// The points of an input's way, in the order they are usually passed.
public enum Stage {
  ARRIVED,
  QUEUED,
  PLACED,
  STARTED,
  ATTACHED,
  LOADED,
  ENTERED,
  DISPATCHED,
  RUNNING,
  RETURNED,
  ENDED
}

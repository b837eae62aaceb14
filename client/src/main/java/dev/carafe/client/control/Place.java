package dev.carafe.client.control;

/// Where in a Volume a file is to go.
public record Place(String volume, String path) {
  /// None: it becomes no file of a Volume.
  static final Place NOWHERE = new Place("", "");
}

package dev.carafe.annotations;

/// Names an image so that annotations can refer to it. Implementations have a public no-argument
/// constructor and are evaluated at deploy, in a short-lived process of the client.
public interface ImageDefinition {

  /// The image as an ordered list of steps; the same definition must give the same steps each time.
  Image define();
}

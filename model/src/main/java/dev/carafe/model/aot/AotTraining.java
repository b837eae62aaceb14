package dev.carafe.model.aot;

/// Whether the engine makes AOT caches of the class paths it starts.
public enum AotTraining {
  /// Never: every start loads and links its classes anew.
  OFF,
  /// After the first start of a class path, on one low-priority run at a time.
  IN_BACKGROUND
}

package dev.carafe.model.app;

/// A method without parameters that runs at a container's start or end, in the order it is listed.
public record HookSpec(String declaringClass, String method) {}

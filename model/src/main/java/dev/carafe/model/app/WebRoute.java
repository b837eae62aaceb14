package dev.carafe.model.app;

/// The HTTP method and path of a web endpoint.
public record WebRoute(String method, String path) {}

package dev.carafe.client.control;

/// The default base of images, and how it was had: found, pulled or made.
public record BaseImage(String name, String id, long bytes, String origin) {}

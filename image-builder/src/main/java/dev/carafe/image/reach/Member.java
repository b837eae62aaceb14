package dev.carafe.image.reach;

/// A method or a field of a class.
record Member(String name, String descriptor) {}

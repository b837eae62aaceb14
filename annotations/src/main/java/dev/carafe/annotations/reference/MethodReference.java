package dev.carafe.annotations.reference;

import java.io.Serializable;

/// A reference to one method, `Type::method`: names the method, and is never called by Carafe
/// except for local runs.
public interface MethodReference extends Serializable {}

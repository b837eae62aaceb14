package dev.carafe.server.deploy;

import dev.carafe.model.app.FunctionSpec;

/// Where a target leads now.
public record Resolution(Pool pool, FunctionSpec function) {}

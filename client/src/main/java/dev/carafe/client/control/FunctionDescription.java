package dev.carafe.client.control;

import dev.carafe.model.app.FunctionSpec;
import dev.carafe.model.app.ServiceSpec;

/// A deployed function and the service it belongs to.
public record FunctionDescription(FunctionSpec function, ServiceSpec service, long version) {}

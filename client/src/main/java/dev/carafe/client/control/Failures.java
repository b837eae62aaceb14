package dev.carafe.client.control;

import io.grpc.Status;

/// Turns what a server refused, or that it cannot be reached, into the exception callers catch.
@FunctionalInterface
public interface Failures {
  RuntimeException of(Status status);
}

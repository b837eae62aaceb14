package dev.carafe.scheduler.core;

import dev.carafe.model.app.Batching;
import java.util.Optional;

/// One callable method of a pool. Queued inputs follow to the pool of the next version only where
/// the signature is the same.
public record PoolFunction(String name, String signature, Optional<Batching> batched) {}

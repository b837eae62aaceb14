/// Durable facts, and the only SQL: apps and their versions, secrets, heads of Volumes, spawned
/// calls with their results. One SQLite file in WAL mode; one thread writes, many writes share one
/// commit.
@NullMarked
package dev.carafe.scheduler.store;

import org.jspecify.annotations.NullMarked;

/// What decides: a deterministic state machine from events to actions. No clock, thread, chance,
/// I/O or log in here; time comes with each event, and payloads never come at all.
@NullMarked
package dev.carafe.scheduler.core;

import org.jspecify.annotations.NullMarked;

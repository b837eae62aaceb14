/// The one writer around the core: events in from any thread, decisions in order, actions out.
@NullMarked
package dev.carafe.scheduler.loop;

import org.jspecify.annotations.NullMarked;

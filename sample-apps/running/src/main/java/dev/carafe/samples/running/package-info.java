/// Runs the samples in their tests as a user does: with the command line, in a process of its own.
@NullMarked
package dev.carafe.samples.running;

import org.jspecify.annotations.NullMarked;

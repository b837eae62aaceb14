/// The commands, one class each, and what they share.
@NullMarked
package dev.carafe.cli.command;

import org.jspecify.annotations.NullMarked;

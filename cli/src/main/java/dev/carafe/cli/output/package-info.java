/// What people and programs read: tables, JSON, progress, code frames.
@NullMarked
package dev.carafe.cli.output;

import org.jspecify.annotations.NullMarked;

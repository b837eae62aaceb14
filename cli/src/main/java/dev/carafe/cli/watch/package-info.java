/// Changes of files that somebody edits.
@NullMarked
package dev.carafe.cli.watch;

import org.jspecify.annotations.NullMarked;

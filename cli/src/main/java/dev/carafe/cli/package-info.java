/// The command line; [dev.carafe.cli.Main] is where it starts.
@NullMarked
package dev.carafe.cli;

import org.jspecify.annotations.NullMarked;

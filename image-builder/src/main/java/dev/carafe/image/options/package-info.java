/// From entry points to command-line options.
@NullMarked
package dev.carafe.image.options;

import org.jspecify.annotations.NullMarked;

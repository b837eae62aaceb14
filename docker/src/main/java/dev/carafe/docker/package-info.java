/// The Docker engine of this machine, as one thing.
@NullMarked
package dev.carafe.docker;

import org.jspecify.annotations.NullMarked;

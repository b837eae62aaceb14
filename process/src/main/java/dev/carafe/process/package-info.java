/// Containers as child JVMs of this host: the embedded default.
@NullMarked
package dev.carafe.process;

import org.jspecify.annotations.NullMarked;

/// Guice modules, as a table of contents.
@NullMarked
package dev.carafe.server.wiring;

import org.jspecify.annotations.NullMarked;

/// Containers that are started before they are needed.
@NullMarked
package dev.carafe.server.prestart;

import org.jspecify.annotations.NullMarked;

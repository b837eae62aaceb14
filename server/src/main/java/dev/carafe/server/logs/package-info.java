/// Log lines of containers, kept for a while and followed by many.
@NullMarked
package dev.carafe.server.logs;

import org.jspecify.annotations.NullMarked;

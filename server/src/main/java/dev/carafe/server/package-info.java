/// The server: the one place that knows every room. [dev.carafe.server.EmbeddedServer] starts it.
@NullMarked
package dev.carafe.server;

import org.jspecify.annotations.NullMarked;

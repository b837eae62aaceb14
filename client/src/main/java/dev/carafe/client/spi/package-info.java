/// What programs around the client hand in: where to connect, and the container this JVM is.
@NullMarked
package dev.carafe.client.spi;

import org.jspecify.annotations.NullMarked;

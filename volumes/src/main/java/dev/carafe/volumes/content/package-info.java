/// Bytes by their content: each blob once on this host, durable, read-only.
@NullMarked
package dev.carafe.volumes.content;

import org.jspecify.annotations.NullMarked;

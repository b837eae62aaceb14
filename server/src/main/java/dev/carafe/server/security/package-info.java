/// Secrets at rest, and the tokens of containers.
@NullMarked
package dev.carafe.server.security;

import org.jspecify.annotations.NullMarked;

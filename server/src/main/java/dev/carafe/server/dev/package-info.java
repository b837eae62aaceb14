/// Apps that somebody works on: new code for containers that run.
@NullMarked
package dev.carafe.server.dev;

import org.jspecify.annotations.NullMarked;

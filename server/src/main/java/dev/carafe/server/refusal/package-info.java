/// What a caller asked for and cannot have.
@NullMarked
package dev.carafe.server.refusal;

import org.jspecify.annotations.NullMarked;

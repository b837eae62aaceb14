/// The names of things, as small values: typed, so that one is never passed for another.
@NullMarked
package dev.carafe.model.id;

import org.jspecify.annotations.NullMarked;

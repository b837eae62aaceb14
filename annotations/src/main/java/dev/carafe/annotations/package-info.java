/// What a user writes: the annotations with their defaults, and the [Image] definition language. No
/// logic, no dependency.
@NullMarked
package dev.carafe.annotations;

import org.jspecify.annotations.NullMarked;

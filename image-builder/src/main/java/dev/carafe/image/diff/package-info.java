/// What differs between two builds of the same code, and what running containers make of it.
@NullMarked
package dev.carafe.image.diff;

import org.jspecify.annotations.NullMarked;

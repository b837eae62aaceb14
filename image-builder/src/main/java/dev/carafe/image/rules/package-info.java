/// What holds for annotated classes: one table of rules over declarations, for sources and class
/// files alike.
@NullMarked
package dev.carafe.image.rules;

import org.jspecify.annotations.NullMarked;

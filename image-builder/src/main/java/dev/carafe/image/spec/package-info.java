/// From declarations that keep the rules to the specs of the model.
@NullMarked
package dev.carafe.image.spec;

import org.jspecify.annotations.NullMarked;

/// From image definition classes to images, in a child JVM.
@NullMarked
package dev.carafe.image.evaluate;

import org.jspecify.annotations.NullMarked;

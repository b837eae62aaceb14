@NullMarked
package dev.carafe.image.evaluate;

import org.jspecify.annotations.NullMarked;

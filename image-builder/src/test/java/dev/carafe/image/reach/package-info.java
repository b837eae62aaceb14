@NullMarked
package dev.carafe.image.reach;

import org.jspecify.annotations.NullMarked;

/// What code of an app a function reaches.
@NullMarked
package dev.carafe.image.reach;

import org.jspecify.annotations.NullMarked;

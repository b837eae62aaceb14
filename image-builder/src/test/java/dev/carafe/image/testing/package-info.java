/// What tests of this module share.
@NullMarked
package dev.carafe.image.testing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.carafe.testing;

import org.jspecify.annotations.NullMarked;

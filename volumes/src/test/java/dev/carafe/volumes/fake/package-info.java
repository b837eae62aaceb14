/// Real fakes for this room's tests.
@NullMarked
package dev.carafe.volumes.fake;

import org.jspecify.annotations.NullMarked;

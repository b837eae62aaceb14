/// What programs use to call functions and to reach Volumes.
@NullMarked
package dev.carafe.client;

import org.jspecify.annotations.NullMarked;

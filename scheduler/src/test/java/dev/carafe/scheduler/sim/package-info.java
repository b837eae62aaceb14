@NullMarked
package dev.carafe.scheduler.sim;

import org.jspecify.annotations.NullMarked;

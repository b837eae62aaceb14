@NullMarked
package dev.carafe.scheduler.loop;

import org.jspecify.annotations.NullMarked;

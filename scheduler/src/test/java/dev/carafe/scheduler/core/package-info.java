@NullMarked
package dev.carafe.scheduler.core;

import org.jspecify.annotations.NullMarked;

/// AOT caches: what makes a container's JVM start in a third of the time, on every engine.
@NullMarked
package dev.carafe.model.aot;

import org.jspecify.annotations.NullMarked;

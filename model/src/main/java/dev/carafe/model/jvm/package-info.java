/// What every engine tells the JVM of a container.
@NullMarked
package dev.carafe.model.jvm;

import org.jspecify.annotations.NullMarked;

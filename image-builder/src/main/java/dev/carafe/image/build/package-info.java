/// From a target to class files: sources compiled, dependencies resolved, all of it cached.
@NullMarked
package dev.carafe.image.build;

import org.jspecify.annotations.NullMarked;

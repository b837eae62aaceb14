/// Java declarations as values, whether read from sources or from class files.
@NullMarked
package dev.carafe.image.declared;

import org.jspecify.annotations.NullMarked;

/// From class files to apps, without loading a class.
@NullMarked
package dev.carafe.image.classes;

import org.jspecify.annotations.NullMarked;

/// From Java sources to declarations, comments and places, with JavaParser.
@NullMarked
package dev.carafe.image.source;

import org.jspecify.annotations.NullMarked;

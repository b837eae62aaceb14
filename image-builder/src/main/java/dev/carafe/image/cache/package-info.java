/// Answers kept on disk, by the content of what was asked.
@NullMarked
package dev.carafe.image.cache;

import org.jspecify.annotations.NullMarked;

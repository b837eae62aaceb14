/// Large files in blocks, so that of a file that changed only what changed has to travel.
@NullMarked
package dev.carafe.model.block;

import org.jspecify.annotations.NullMarked;

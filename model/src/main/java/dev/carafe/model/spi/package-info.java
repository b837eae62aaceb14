/// The seams: what the server needs from engines and stores, without their words.
@NullMarked
package dev.carafe.model.spi;

import org.jspecify.annotations.NullMarked;

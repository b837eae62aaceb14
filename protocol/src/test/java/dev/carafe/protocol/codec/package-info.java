@NullMarked
package dev.carafe.protocol.codec;

import org.jspecify.annotations.NullMarked;

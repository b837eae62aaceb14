/// Model ⇄ wire: the records of `model` as protocol messages and as JSON.
@NullMarked
package dev.carafe.protocol.wire;

import org.jspecify.annotations.NullMarked;

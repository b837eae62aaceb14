/// What this machine offers.
@NullMarked
package dev.carafe.server.node;

import org.jspecify.annotations.NullMarked;

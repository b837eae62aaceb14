/// Every trouble, done for real: real server, real containers, the real command.
@NullMarked
package dev.carafe.testing.journey;

import org.jspecify.annotations.NullMarked;

/// What the scheduler decides, carried out.
@NullMarked
package dev.carafe.server.actions;

import org.jspecify.annotations.NullMarked;

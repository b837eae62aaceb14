/// What a long-lived server does now and then, so that its disk does not fill.
@NullMarked
package dev.carafe.server.upkeep;

import org.jspecify.annotations.NullMarked;

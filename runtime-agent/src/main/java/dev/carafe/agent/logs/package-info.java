/// What user code prints, line by line, with the input it belongs to.
@NullMarked
package dev.carafe.agent.logs;

import org.jspecify.annotations.NullMarked;

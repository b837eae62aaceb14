/// Inputs as they come in, methods as they run, results as they go.
@NullMarked
package dev.carafe.agent.invoke;

import org.jspecify.annotations.NullMarked;

/// From a class name to an object that is ready, and back.
@NullMarked
package dev.carafe.agent.lifecycle;

import org.jspecify.annotations.NullMarked;

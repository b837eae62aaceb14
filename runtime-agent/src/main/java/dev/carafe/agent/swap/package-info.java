/// New code for classes that run already, while an app is being developed.
@NullMarked
package dev.carafe.agent.swap;

import org.jspecify.annotations.NullMarked;
